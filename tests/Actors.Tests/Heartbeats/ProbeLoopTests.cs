using System.Collections.Immutable;
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Heartbeats;
using Supervision.Actors.Settings;
using Supervision.Actors.Tests.Support;
using static Supervision.Actors.Tests.Support.TreeHarness;

namespace Supervision.Actors.Tests.Heartbeats;

/// <summary>When tries follow each other, and what busy engines are spared.</summary>
public sealed class ProbeLoopTests
{
    private static readonly TimeSpan _fast = TimeSpan.FromMilliseconds(20);

    private static EngineSettings Engine(ProbesSettings probes, ProgressSettings? progress = null) => Shell("web", "exec sleep 100") with
    {
        Probes = probes,
        Heartbeat = new HeartbeatSettings { Progress = progress ?? new ProgressSettings() },
    };

    [Fact(Timeout = 60_000)]
    public async Task Probe_SlowerThanItsPeriod_NeverOverlapsItself()
    {
        using var server = new ScriptedServer { Delay = TimeSpan.FromMilliseconds(100) };
        var probe = new ProbeSettings { Check = new ProbeCheck.Http(server.At("/")), Period = TimeSpan.FromMilliseconds(10) };
        await using var harness = Start(Engine(new ProbesSettings { Liveness = probe }));

        for (var i = 0; i < 8; i++)
        {
            Assert.True((await harness.NextOfAsync<ProbeCompleted>("web")).Result.Success);
        }

        Assert.Equal(1, server.MostAtOnce);
    }

    /// <summary>It says nothing about the engine, and the try that follows it goes on.</summary>
    [Fact(Timeout = 60_000)]
    public async Task Try_ThatAReloadCutsOff_IsNoFailure()
    {
        using var server = new ScriptedServer { Delay = TimeSpan.FromSeconds(1) };
        var probe = new ProbeSettings { Check = new ProbeCheck.Http(server.At("/")), Period = TimeSpan.FromMilliseconds(50), Failures = 1 };
        var engine = Engine(new ProbesSettings { Liveness = probe });
        await using var harness = Start(engine);
        await harness.NextOfAsync<ProbeCompleted>("web");

        for (var i = 1; i <= 3; i++)
        {
            await harness.Tree.ReloadAsync(new SupervisionSettings
            {
                Groups = [new GroupSettings { Name = "default", Engines = [engine with { Heartbeat = new HeartbeatSettings { Interval = TimeSpan.FromSeconds(10 + i) } }] }],
            });
            await harness.NextAsync<ConfigurationReloaded>();
        }

        var done = await harness.NextOfAsync<ProbeCompleted>("web");
        Assert.True(done.Result.Success, done.Result.Detail);
        await harness.NextOfAsync<ProbeCompleted>("web");
        Assert.DoesNotContain(harness.Seen, e => e is EngineStopping or ProbeCompleted { Result.Success: false });
    }

    [Fact(Timeout = 60_000)]
    public async Task Probe_WhoseCheckThrows_FailsAndIsTriedAgain()
    {
        using var server = new ScriptedServer();
        var check = new ProbeCheck.Http(server.At("/")) { Headers = ImmutableSortedDictionary<string, string>.Empty.Add("no header", "x") };
        await using var harness = Start(Engine(new ProbesSettings
        {
            Liveness = new ProbeSettings { Check = check, Period = _fast, Failures = 3 },
        }));

        var exited = await harness.NextOfAsync<EngineExited>("web");

        Assert.Contains("liveness probe failed 3 times: the probe itself failed", exited.Failure!.Message);
        Assert.Equal([1, 2, 3], harness.Seen.OfType<ProbeCompleted>().Select(probe => probe.ConsecutiveFailures));
    }

    [Fact(Timeout = 60_000)]
    public async Task InitialDelay_Passes_BeforeTheFirstTry()
    {
        using var server = new ScriptedServer();
        var probe = new ProbeSettings { Check = new ProbeCheck.Http(server.At("/")), Period = _fast, InitialDelay = TimeSpan.FromMilliseconds(500) };
        await using var harness = Start(Engine(new ProbesSettings { Startup = probe }));

        Assert.True((await harness.NextOfAsync<EngineReady>("web")).After >= TimeSpan.FromMilliseconds(450));
    }

    [Fact(Timeout = 60_000)]
    public async Task FastPeriod_UntilTheFirstSuccess_CountsFailuresOncePerPeriod()
    {
        using var server = new ScriptedServer { Answer = _ => (503, "") };
        var probe = new ProbeSettings
        {
            Check = new ProbeCheck.Http(server.At("/")),
            Period = TimeSpan.FromMinutes(5),
            FastPeriod = TimeSpan.FromMilliseconds(10),
            Failures = 2,
        };
        await using var harness = Start(Engine(new ProbesSettings { Startup = probe }));

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(1, (await harness.NextOfAsync<ProbeCompleted>("web")).ConsecutiveFailures);
        }

        server.Answer = _ => (200, "");
        await harness.NextOfAsync<EngineReady>("web");
    }

    [Fact(Timeout = 60_000)]
    public async Task Readiness_SuccessesAsked_AreWaitedFor()
    {
        using var server = new ScriptedServer();
        var probe = new ProbeSettings { Check = new ProbeCheck.Http(server.At("/")), Period = _fast, Successes = 3 };
        await using var harness = Start(Engine(new ProbesSettings { Readiness = probe }));

        await harness.NextOfAsync<EngineReady>("web");

        Assert.Equal(3, harness.Seen.OfType<ProbeCompleted>().Count());
    }

    [Fact(Timeout = 60_000)]
    public async Task Startup_AsTheOnlyProbe_LeavesAHeartThatBeats()
    {
        using var server = new ScriptedServer();
        var engine = Engine(new ProbesSettings { Startup = new ProbeSettings { Check = new ProbeCheck.Http(server.At("/")), Period = _fast } }) with
        {
            Heartbeat = new HeartbeatSettings { Interval = TimeSpan.FromMilliseconds(50), Timeout = TimeSpan.FromMilliseconds(200) },
        };
        await using var harness = Start(engine);
        await harness.NextOfAsync<EngineReady>("web");

        for (var i = 0; i < 8; i++)
        {
            await harness.NextOfAsync<HeartbeatReceived>("web");
        }

        Assert.DoesNotContain(harness.Seen, e => e is EngineExited);
    }

    [Fact(Timeout = 60_000)]
    public async Task BusyEngine_ThatMakesProgress_SurvivesItsLivenessProbe()
    {
        using var server = new MetricsServer { Running = 1, Moves = true };
        using var health = new ScriptedServer { Answer = _ => (200, null) };
        var liveness = new ProbeSettings
        {
            Check = new ProbeCheck.Http(health.At("/health")),
            Period = _fast,
            Timeout = TimeSpan.FromMilliseconds(200),
            Failures = 2,
        };
        await using var harness = Start(Engine(new ProbesSettings { Liveness = liveness }, server.Settings with { HangTimeout = TimeSpan.FromMinutes(5) }));

        var spared = await harness.NextOfAsync<LivenessSuppressed>("web");
        Assert.Contains("no answer within 0.2 s", spared.Why);
        for (var i = 0; i < 5; i++)
        {
            await harness.NextOfAsync<ProbeCompleted>("web", probe => probe.Result.Fault == ProbeFault.Saturated);
        }

        Assert.Single(harness.Seen.OfType<LivenessSuppressed>());
        Assert.DoesNotContain(harness.Seen, e => e is EngineStopping);

        // The same failures without movement end it.
        server.Moves = false;
        var exited = await harness.NextOfAsync<EngineExited>("web");
        Assert.Equal(FailureKind.Unhealthy, exited.Failure!.Kind);
    }

    [Fact(Timeout = 60_000)]
    public async Task Liveness_WithNobodyListening_EndsEvenAnEngineThatMakesProgress()
    {
        using var server = new MetricsServer { Running = 1, Moves = true };
        var liveness = new ProbeSettings { Check = new ProbeCheck.Tcp("127.0.0.1", ScriptedServer.ClosedPort()), Period = TimeSpan.FromMilliseconds(500), Failures = 3 };
        await using var harness = Start(Engine(new ProbesSettings { Liveness = liveness }, server.Settings));

        var exited = await harness.NextOfAsync<EngineExited>("web");

        Assert.Contains("connection refused", exited.Failure!.Message);
        Assert.Contains(harness.Seen, e => e is ProgressSampled { State: ProgressState.Moving });
    }
}
