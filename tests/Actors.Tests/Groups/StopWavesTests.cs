using Supervision.Actors.Groups;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Tests.Groups;

public sealed class StopWavesTests
{
    private static EngineSettings Engine(string name, params string[] on) => new()
    {
        Name = name,
        Command = ["x"],
        DependsOn = [.. on.Select(one => new DependencySettings { Engine = one })],
        Stop = new StopSettings { Timeout = TimeSpan.FromSeconds(10) },
    };

    private static string Waves(params EngineSettings[] engines) =>
        string.Join(" | ", StopWaves.Of(engines).Select(wave => string.Join(' ', wave.Select(engine => engine.Name))));

    [Fact]
    public void WithoutDependencies_AllStopTogether() => Assert.Equal("c b a", Waves(Engine("a"), Engine("b"), Engine("c")));

    [Fact]
    public void WhatOthersDependOn_StopsAfterThem() =>
        Assert.Equal("web | cache | side db", Waves(Engine("db"), Engine("cache", "db"), Engine("web", "cache", "db"), Engine("side", "elsewhere")));

    [Fact]
    public void CyclesOfSettingsMadeInCode_End() => Assert.Equal(2, StopWaves.Of([Engine("a", "b"), Engine("b", "a")]).Sum(wave => wave.Count));

    [Fact]
    public void Nobody_NoWaves() => Assert.Empty(StopWaves.Of([]));

    [Fact]
    public void LongestStop_AddsTheWaves_AndTheGroupsBelow()
    {
        var settings = new SupervisionSettings
        {
            Groups =
            [
                new GroupSettings { Name = "top", Engines = [Engine("db"), Engine("web", "db")] },
                new GroupSettings { Name = "low", Parent = "top", Strategy = GroupStrategy.OneForAll, Engines = [Engine("r0"), Engine("r1")] },
                new GroupSettings { Name = "empty", Engines = [] },
            ],
        };

        // The group below takes 20 s beside the first wave, then the second wave takes its 10 s.
        Assert.Equal(TimeSpan.FromSeconds(30), ShutdownCheck.LongestStop(settings));
    }
}
