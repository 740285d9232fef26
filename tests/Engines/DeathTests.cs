using System.Net;
using Supervision.Engines.Tests.Support;
using static Supervision.Engines.Tests.Support.EngineRun;

namespace Supervision.Engines.Tests;

/// <summary>Something of the engine dies, and its server does not say so. A stopped daemon gives the time to see that.</summary>
public sealed class DeathTests
{
    [LimitedFact]
    public async Task F01_EngineCoreDies_ServerLives_AndTheTreeIsReplaced()
    {
        int port = FreePort();
        await using EngineRun run = Start(new EngineFolder(), $$"""
            {{FastPreset("tiny")}}
            supervision.engines.tiny {
              command = {{Tiny(port, "--workers", "2", "--token-delay", "1ms")}}
              critical-children = ["--child worker"]
            }
            """);
        LogLine ready = await run.ReadyAsync();
        await CompletesAsync(port);
        IReadOnlyList<int> tree = run.Daemon.Offspring;
        Assert.True(tree.Count >= 3, run.Daemon.Describe());

        run.Daemon.Signal(Native.SIGSTOP);
        await FaultAsync(port, "lose-worker", "1");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(port, "/health"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(port, "/v1/models"));
        run.Daemon.Signal(Native.SIGCONT);

        Assert.Equal("critical-child", (await run.ExitedAsync()).Text("failure"));
        await run.BackInServiceAsync(ready, port);
        Assert.DoesNotContain(tree, Proc.Lives);
        await run.StopsAsync();
    }

    [LimitedFact]
    public async Task F04_CrashExitsZero_AndIsAFailureAllTheSame()
    {
        int port = FreePort();
        using var folder = new EngineFolder();
        await using EngineRun run = Start(folder, $$"""
            {{FastPreset("tiny")}}
            supervision.engines.tiny.command = {{Tiny(port, "--fault", "exit:0@request:1", "--fault-once", folder.PathOf("fired"))}}
            """);
        LogLine ready = await run.ReadyAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => CompletesAsync(port));

        LogLine exited = await run.ExitedAsync();
        Assert.Equal(("exited", 0), (exited.Text("failure"), (int)exited.Number("exitCode")));
        await run.BackInServiceAsync(ready, port);
        await run.StopsAsync();
    }

    [LimitedFact]
    public async Task F10_ChildDiesWhileLoading_AndTheLoadIsNotWaitedFor()
    {
        int port = FreePort();
        using var folder = new EngineFolder();
        string script = folder.Script("launch", $"""
            if [ ! -e {folder.PathOf("once")} ]; then
              touch {folder.PathOf("once")}
              {TinyInShell(port, "--workers", "2", "--load-time", "1h", "--fault", "lose-worker@2s")}
            fi
            {TinyInShell(port, "--workers", "2")}
            """);
        await using EngineRun run = Start(folder, $$"""
            {{FastPreset("tiny")}}
            supervision.engines.tiny { command = ["{{script}}"], port = {{port}}, critical-children = ["--child worker"] }
            """);
        LogLine running = await run.EventAsync("engine.running");

        Assert.Equal("critical-child", (await run.ExitedAsync()).Text("failure"));
        Assert.DoesNotContain(run.Log, line => line.Event == "engine.ready" && line.Attempt == 1);
        await run.BackInServiceAsync(running, port);
        await run.StopsAsync();
    }

    /// <summary>A worker that aborts under a parent that never waits for it: a zombie, and a server that answers 200.</summary>
    [LimitedFact]
    public Task F13_WorkerAborts_StaysAZombie_AndCountsAsDead() =>
        ZombieAsync("scheduler", Native.SIGABRT, port => $$"""
            {{FastPreset("tiny")}}
            supervision.engines.tiny { port = {{port}}, critical-children = ["/scheduler$"] }
            """);

    /// <summary>The same with what the preset of Triton knows; the tiny engine's addresses stand in for Triton's.</summary>
    [LimitedFact]
    public Task F14_PythonBackendStubDies_TritonStaysWell_AndIsReplaced() =>
        ZombieAsync("triton_python_backend_stub", Native.SIGKILL, port => $$"""
            {{FastPreset("tiny", "triton")}}
            supervision.engines.tiny {
              port = {{port}}
              probes { startup.http = "http://127.0.0.1:{{port}}/health", liveness.http = "http://127.0.0.1:{{port}}/health", readiness.http = "http://127.0.0.1:{{port}}/health" }
              heartbeat.progress.url = ""
            }
            """);

    private static async Task ZombieAsync(string worker, int signal, Func<int, string> settings)
    {
        int port = FreePort();
        using var folder = new EngineFolder();
        string path = folder.Script(worker, "echo worker is $$\nsleep 1000 & wait");
        // The server replaces the shell that started the worker, and knows nothing of it.
        string script = folder.Script("launch", $"{path} &\n{TinyInShell(port)}");
        await using EngineRun run = Start(folder, $"{settings(port)}\nsupervision.engines.tiny.command = [\"{script}\"]");
        LogLine ready = await run.ReadyAsync();
        int pid = await run.PidInAsync("worker is ");
        await run.EventAsync("memory.sampled", line => line.Number("processes") >= 3);

        run.Daemon.Signal(Native.SIGSTOP);
        Assert.Equal(0, Native.Kill(pid, signal));
        Assert.True(await Proc.BecomesAsync(pid, 'Z'));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(port, "/health"));
        run.Daemon.Signal(Native.SIGCONT);

        Assert.Equal("critical-child", (await run.ExitedAsync()).Text("failure"));
        await run.BackInServiceAsync(ready, port);
        await run.StopsAsync();
    }
}
