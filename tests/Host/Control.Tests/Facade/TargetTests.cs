using System.Collections.Immutable;
using Supervision.Actors.Settings;
using Supervision.Control.Tests.Support;

namespace Supervision.Control.Tests.Facade;

public sealed class TargetTests
{
    private static readonly EngineSettings[] _engines =
    [
        Engine("vllm-0", "vllm", "serving", "gold"), Engine("vllm-1", "vllm", "serving", "silver"), Engine("db", "db", "data", "gold"),
        Engine("serving", "serving", "default", "none"),
    ];

    [Theory]
    [InlineData("all", "vllm-0 vllm-1 db serving")]
    [InlineData("vllm-1", "vllm-1")]
    [InlineData("vllm", "vllm-0 vllm-1")]
    [InlineData("data", "db")]
    [InlineData("serving", "serving")]
    [InlineData("group:serving", "vllm-0 vllm-1")]
    [InlineData("serving:*", "vllm-0 vllm-1")]
    [InlineData("engine:vllm", "vllm-0 vllm-1")]
    [InlineData("vllm-*", "vllm-0 vllm-1")]
    [InlineData("?b", "db")]
    [InlineData("tier=gold", "vllm-0 db")]
    [InlineData("tier=*l*", "vllm-0 vllm-1 db")]
    [InlineData("db, vllm-1", "vllm-1 db")]
    [InlineData("nobody", "")]
    [InlineData("engine:nobody", "")]
    public void Target_OfAText_MeansTheseEngines(string text, string engines) =>
        Assert.Equal(engines, string.Join(' ', ControlHarness.On(text).Select(_engines).Select(engine => engine.Name)));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("a,,b")]
    [InlineData(",")]
    public void Target_OfNonsense_IsNone(string? text) => Assert.False(Target.TryParse(text, out _));

    [Theory]
    [InlineData("all")]
    [InlineData("vllm")]
    [InlineData("group:serving")]
    [InlineData("tier=gold")]
    [InlineData("vllm-*,db")]
    public void Target_AsText_IsWhatWasRead(string text) => Assert.Equal(text, ControlHarness.On(text).ToString());

    private static EngineSettings Engine(string name, string engine, string group, string tier) => new()
    {
        Name = name,
        Engine = engine,
        Group = group,
        Command = ["x"],
        Labels = ImmutableSortedDictionary<string, string>.Empty.Add("tier", tier),
    };
}
