using System.Net;
using Supervision.Engines.Tests.Support;
using static Supervision.Engines.Tests.Support.EngineRun;

namespace Supervision.Engines.Tests;

/// <summary>The engine is there and does not work, or works and does not seem to be there.</summary>
public sealed class HangTests
{
    [LimitedFact]
    public async Task F02_EngineHangs_HealthSaysOk_AndFrozenCountersTell()
    {
        int port = FreePort();
        await using EngineRun run = Start(new EngineFolder(), $$"""
            {{FastPreset("tiny")}}
            supervision.engines.tiny.command = {{Tiny(port, "--token-delay", "50ms")}}
            """);
        LogLine ready = await run.ReadyAsync();
        using HttpClient client = Client(port);
        Task<HttpResponseMessage> work = LongRequestAsync(client);
        await run.EventAsync("progress.sampled", line => line.Text("state") == "moving");

        await FaultAsync(port, "freeze-progress");

        LogLine exited = await run.ExitedAsync();
        Assert.Equal("hung", exited.Text("failure"));
        await Assert.ThrowsAnyAsync<Exception>(() => work);
        await run.BackInServiceAsync(ready, port);
        // Its health was never in doubt.
        Assert.DoesNotContain(run.Log.TakeWhile(line => line.Event != "progress.hung"),
            line => line.Event == "probe.failed" && line.Text("probe") == "liveness");
        await run.StopsAsync();
    }

    [LimitedFact]
    public async Task F03_BusyEngine_ProbesTimeOut_AndIsLeftAlone()
    {
        int port = FreePort();
        await using EngineRun run = Start(new EngineFolder(), $$"""
            {{FastPreset("tiny")}}
            supervision.engines.tiny {
              command = {{Tiny(port, "--token-delay", "50ms")}}
              probes {
                liveness { timeout = 500ms, failures = 3 }
                readiness { http = "http://127.0.0.1:{{port}}/health", timeout = 500ms, failures = 2 }
              }
            }
            """);
        LogLine ready = await run.ReadyAsync();
        using HttpClient client = Client(port);
        Task<HttpResponseMessage> work = LongRequestAsync(client);
        await run.EventAsync("progress.sampled", line => line.Text("state") == "moving");

        await FaultAsync(port, "slow", "1h");

        await run.EventAsync("probe.suppressed");
        LogLine turned = await run.EventAsync("engine.not-ready");
        await run.EventAsync("probe.failed", line => line.Text("probe") == "liveness" && line.Number("failures") >= 6);
        await CompletesAsync(port);
        using (await client.DeleteAsync(new Uri("/control/fault", UriKind.Relative)))
        {
        }

        LogLine again = await run.EventAsync("engine.ready", line => line.Number("sequence") > turned.Number("sequence"));
        Assert.Equal((ready.Pid, 1), (again.Pid, again.Attempt));
        Assert.DoesNotContain(run.Log, line => line.Event == "engine.exited");
        Assert.False(work.IsCompleted, "the work in flight was cut");
        client.CancelPendingRequests();
        await Assert.ThrowsAnyAsync<Exception>(() => work);
        await run.StopsAsync();
    }

    [LimitedFact]
    public async Task F05_EngineRefusesToExit_ServesErrors_AndIsKilled()
    {
        int port = FreePort();
        await using EngineRun run = Start(new EngineFolder(), $$"""
            {{FastPreset("tiny")}}
            supervision.engines.tiny { command = {{Tiny(port, "--fault", "ignore-term@0s")}}, stop.timeout = 500ms }
            """);
        LogLine ready = await run.ReadyAsync();

        await FaultAsync(port, "unhealthy");

        LogLine exited = await run.ExitedAsync();
        Assert.Equal(("unhealthy", "SIGKILL"), (exited.Text("failure"), exited.Text("signal")));
        await run.BackInServiceAsync(ready, port);
        await run.StopsAsync();
    }
}
