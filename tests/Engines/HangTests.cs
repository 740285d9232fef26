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

    /// <summary>Two ranks without NCCL: one stands still as in a collective that never ends, then one dies of the watchdog's complaint.</summary>
    [LimitedFact]
    public async Task F12_CollectiveHangs_AndEveryRankIsRestarted()
    {
        int first = FreePort();
        int second = FreePort();
        await using EngineRun run = Start(new EngineFolder(), $$"""
            {{FastPreset("rank-0")}}
            {{FastPreset("rank-1")}}
            supervision.groups.ranks.strategy = one-for-all
            supervision.engines {
              rank-0 { group = ranks, command = {{Tiny(first)}} }
              rank-1 { group = ranks, command = {{Tiny(second, "--token-delay", "50ms")}} }
            }
            """);
        LogLine[] ready = [await run.ReadyAsync(1, "rank-0"), await run.ReadyAsync(1, "rank-1")];
        using HttpClient client = Client(second);
        Task<HttpResponseMessage> work = LongRequestAsync(client);
        await run.EventAsync("progress.sampled", line => line.Text("state") == "moving");

        await FaultAsync(second, "freeze-progress");

        await run.FailedAsAsync("hung", 1, "rank-1");
        await Assert.ThrowsAnyAsync<Exception>(() => work);
        await run.BackInServiceAsync(ready[0], first);
        await run.BackInServiceAsync(ready[1], second);

        await FaultAsync(first, "log-line", "[Rank 0] Watchdog caught collective operation timeout: WorkNCCL(SeqNum=7, OpType=ALLREDUCE)");
        await run.OutputAsync("collective operation timeout", 2);
        Native.Kill((await run.ReadyAsync(2, "rank-0")).Pid!.Value, Native.SIGKILL);

        await run.FailedAsAsync("hung", 2, "rank-0");
        await run.BackInServiceAsync(ready[0], first, 3);
        await run.BackInServiceAsync(ready[1], second, 3);
        await run.StopsAsync();
    }

    [LimitedFact]
    public async Task F24_Hang_IsWrittenDownBeforeTheKill_AndLeavesNoCore()
    {
        int port = FreePort();
        using var folder = new EngineFolder();
        await using EngineRun run = Start(folder, $$"""
            {{FastPreset("tiny")}}
            supervision.engines.tiny {
              command = {{Tiny(port, "--token-delay", "50ms", "--workers", "1")}}
              limits { core = 0 }
              evidence { directory = "{{folder.PathOf("evidence")}}", max-size = 20MiB, commands = [[sh, -c, "echo dump of %(pid)"]] }
            }
            """);
        LogLine ready = await run.ReadyAsync();
        Assert.Contains(File.ReadAllLines($"/proc/{ready.Pid}/limits"),
            line => line.StartsWith("Max core file size", StringComparison.Ordinal) && line.Contains(" 0  ", StringComparison.Ordinal));
        using HttpClient client = Client(port);
        Task<HttpResponseMessage> work = LongRequestAsync(client);
        await run.EventAsync("progress.sampled", line => line.Text("state") == "moving");

        await FaultAsync(port, "freeze-progress");

        LogLine written = await run.EventAsync("evidence.written");
        await Assert.ThrowsAnyAsync<Exception>(() => work);
        await run.BackInServiceAsync(ready, port);
        string path = Assert.Single(Directory.GetDirectories(folder.PathOf("evidence")));
        Assert.Equal(path, written.Text("path"));
        Assert.Contains("no progress", File.ReadAllText(Path.Combine(path, "reason.txt")), StringComparison.Ordinal);
        Assert.Contains($"dump of {ready.Pid}", File.ReadAllText(Path.Combine(path, "command-1.txt")), StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(path, "process-*.txt").Length);
        Assert.Contains("tiny-engine", File.ReadAllText(Path.Combine(path, "tree.txt")), StringComparison.Ordinal);
        Assert.True(written.Number("sequence") < (await run.EventAsync("engine.starting", line => line.Attempt == 2)).Number("sequence"));
        await run.StopsAsync();
    }
}
