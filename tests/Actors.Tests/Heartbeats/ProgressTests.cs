using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Heartbeats;
using Supervision.Actors.Settings;
using Supervision.Actors.Tests.Support;
using static Supervision.Actors.Tests.Support.TreeHarness;

namespace Supervision.Actors.Tests.Heartbeats;

/// <summary>The progress heartbeat on a real engine whose metrics a server beside it tells.</summary>
public sealed class ProgressTests
{
    private static TreeHarness Watch(MetricsServer server, string script = "exec sleep 100") => Start(Shell("web", script) with
    {
        Heartbeat = new HeartbeatSettings { Progress = server.Settings },
    });

    private static async Task SamplesAsync(TreeHarness harness, int count, ProgressState state)
    {
        for (var i = 0; i < count; i++)
        {
            Assert.Equal(state, (await harness.NextOfAsync<ProgressSampled>("web")).State);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Frozen_WithWorkInFlight_IsHung()
    {
        using var server = new MetricsServer { Running = 2, Moves = true };
        await using var harness = Watch(server);
        await harness.NextOfAsync<ProgressSampled>("web", sample => sample is { State: ProgressState.Moving, Previous: ProgressState.Moving });

        server.Moves = false;
        var exited = await harness.NextOfAsync<EngineExited>("web");

        Assert.Equal(FailureKind.Hung, exited.Failure!.Kind);
        Assert.Matches("work in flight and no progress for [0-9.]+ s", exited.Failure.Message);
        Assert.Contains("2 running, 0 waiting, steps_total = 1", exited.Failure.Message);
        var hung = Assert.Single(harness.Seen.OfType<ProgressSampled>(), sample => sample is { State: ProgressState.Hung, Previous: not ProgressState.Hung });
        Assert.True(hung.StalledFor >= TimeSpan.FromMilliseconds(300));
        Assert.Equal(2, (await harness.NextOfAsync<EngineRunning>("web")).Attempt);
    }

    [Fact(Timeout = 60_000)]
    public async Task Idle_ForAnyTime_IsHealthy()
    {
        using var server = new MetricsServer();
        await using var harness = Watch(server);

        await SamplesAsync(harness, 40, ProgressState.Idle);

        Assert.DoesNotContain(harness.Seen, e => e is EngineStopping);
    }

    [Fact(Timeout = 60_000)]
    public async Task Scrapes_ThatFail_AreUnknownAndNotDead()
    {
        using var server = new MetricsServer { Running = 1, Status = 503 };
        await using var harness = Watch(server);

        await SamplesAsync(harness, 40, ProgressState.Unknown);
        Assert.Contains("status 503", harness.Seen.OfType<ProgressSampled>().Last().Detail);
        Assert.DoesNotContain(harness.Seen, e => e is EngineStopping);

        // Nothing is known of the time before either: the first numbers are a baseline.
        server.Status = 200;
        Assert.Equal(ProgressState.Moving, (await harness.NextOfAsync<ProgressSampled>("web", sample => sample.State != ProgressState.Unknown)).State);
    }

    [Fact(Timeout = 60_000)]
    public async Task Counter_GoingBackwards_IsANewBaseline()
    {
        using var server = new MetricsServer { Running = 1 };
        await using var harness = Watch(server);
        await harness.NextOfAsync<ProgressSampled>("web", sample => sample.State == ProgressState.Stalled);

        server.Steps = 5;

        Assert.Equal(TimeSpan.Zero, (await harness.NextOfAsync<ProgressSampled>("web", sample => sample.State == ProgressState.Moving)).StalledFor);
    }

    [Fact(Timeout = 60_000)]
    public async Task Scraping_WaitsForTheStartupProbe()
    {
        using var server = new MetricsServer { Running = 1 };
        using var health = new ScriptedServer { Answer = _ => (503, "") };
        await using var harness = Start(Shell("web", "exec sleep 100") with
        {
            Heartbeat = new HeartbeatSettings { Progress = server.Settings },
            Probes = new ProbesSettings
            {
                Startup = new ProbeSettings { Check = new ProbeCheck.Http(health.At("/")), Period = TimeSpan.FromMilliseconds(20), Failures = 10_000 },
            },
        });
        for (var i = 0; i < 20; i++)
        {
            await harness.NextOfAsync<ProbeCompleted>("web");
        }

        Assert.DoesNotContain(harness.Seen, e => e is ProgressSampled);
        health.Answer = _ => (200, "");
        await harness.NextOfAsync<ProgressSampled>("web");
    }
}
