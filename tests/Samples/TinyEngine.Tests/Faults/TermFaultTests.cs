using System.Diagnostics;
using System.Net;

namespace TinyEngine.Tests.Faults;

public sealed class TermFaultTests
{
    [Fact(Timeout = 60000)]
    public async Task IgnoreTerm_Active_TermDoesNothing()
    {
        using var engine = EngineProcess.Ready("--fault=ignore-term@0s");
        engine.Signal(15);
        engine.WaitForLine("SIGTERM ignored");
        Assert.Equal(HttpStatusCode.OK, await engine.HealthAsync());
        engine.Signal(9);
        Assert.Equal(137, await engine.ExitAsync());
    }

    [Fact(Timeout = 60000)]
    public async Task SlowTerm_Active_TakesThatLong()
    {
        using var engine = EngineProcess.Ready("--fault=slow-term:800ms@0s");
        var clock = Stopwatch.StartNew();
        engine.Signal(15);
        engine.WaitForLine("Shutting down");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await engine.HealthAsync());
        Assert.Equal(0, await engine.ExitAsync());
        Assert.True(clock.Elapsed >= TimeSpan.FromMilliseconds(790), $"{clock.Elapsed}");
    }
}
