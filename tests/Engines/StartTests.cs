using System.Net;
using System.Net.Sockets;
using Supervision.Engines.Tests.Support;
using static Supervision.Engines.Tests.Support.EngineRun;

namespace Supervision.Engines.Tests;

/// <summary>The engine does not come up, or not yet.</summary>
public sealed class StartTests
{
    [LimitedFact]
    public async Task F08_StartThatAlwaysFailsAlike_IsGivenUpOnEarlyWithACodeOfItsOwn()
    {
        int port = FreePort();
        using var folder = new EngineFolder();
        await using EngineRun run = Start(folder, $$"""
            {{FastPreset("tiny")}}
            supervision.engines.tiny {
              command = {{Tiny(port, "--model-file", folder.PathOf("no-such-model"))}}
              budget.max-retries = 1000
              failures.policy.exited { action = retry, exit-code = 64 }
            }
            """);

        LogLine summary = await run.GivesUpAsync(64);

        Assert.Equal("same-failures", Assert.Single(run.Log, line => line.Event == "group.budget-exhausted").Text("limit"));
        Assert.Equal(3, run.Log.Count(line => line.Event == "engine.starting"));
        Assert.Contains("exited with code 1", summary.Message, StringComparison.Ordinal);
        Assert.Contains("no-such-model", summary.Message, StringComparison.Ordinal);
    }

    [LimitedFact]
    public async Task F09_SlowLoad_IsNotKilledByLiveness_AndADeathInItIsSeenAtOnce()
    {
        int port = FreePort();
        await using EngineRun run = Start(new EngineFolder(), $$"""
            {{FastPreset("tiny")}}
            supervision.engines.tiny {
              command = {{Tiny(port, "--load-time", "3s")}}
              probes.liveness { period = 100ms, failures = 1 }
            }
            """);
        LogLine ready = await run.ReadyAsync();
        Assert.True(run.Log.Count(line => line.Event == "probe.failed" && line.Text("probe") == "startup") >= 2, run.Daemon.Describe());
        Assert.DoesNotContain(run.Log.TakeWhile(line => line.Event != "probe.succeeded"), line => line.Text("probe") == "liveness");
        await CompletesAsync(port);

        Native.Kill(ready.Pid!.Value, Native.SIGKILL);
        await run.OutputAsync("Loading shards", 2);
        Native.Kill((await run.EventAsync("engine.running", line => line.Attempt == 2)).Pid!.Value, Native.SIGKILL);

        Assert.Equal("signalled", (await run.ExitedAsync(2)).Text("failure"));
        await run.BackInServiceAsync(ready, port, 3);
        await run.StopsAsync();
    }

    [LimitedFact]
    public async Task F11_AnswersOkBeforeTheModelIsThere_AndIsNotReadyUntilItIs()
    {
        int port = FreePort();
        await using EngineRun run = Start(new EngineFolder(), $$"""
            {{FastPreset("tiny")}}
            supervision.engines.tiny {
              command = {{Tiny(port, "--load-time", "3s")}}
              # 200 from the first moment, as some engines' health is.
              probes { startup.http = "http://127.0.0.1:{{port}}/version", liveness.http = "http://127.0.0.1:{{port}}/version", readiness.http.json.equals = tiny }
            }
            """);

        await run.ReadyAsync();

        await CompletesAsync(port);
        LogLine[] before = [.. run.Log.TakeWhile(line => line.Event != "engine.ready")];
        Assert.Contains(before, line => line.Event == "probe.succeeded" && line.Text("probe") == "startup");
        Assert.Contains(before, line => line.Event == "probe.failed" && line.Text("probe") == "readiness");
        Assert.Contains(before, line => line.Event == "probe.succeeded" && line.Text("probe") == "liveness");
        await run.StopsAsync();
    }

    /// <summary>No GPU is used: the lines are those of vLLM and of PyTorch.</summary>
    [LimitedFact]
    public async Task F16_GpuMemoryDoesNotSuffice_HeldByAStrangerIsWaitedFor_TooLittleInAllIsNotTriedAgain()
    {
        int port = FreePort();
        using var folder = new EngineFolder();
        string waits = folder.Script("waits", $"""
            echo x >> {folder.PathOf("starts")}
            if [ $(wc -l < {folder.PathOf("starts")}) -le 2 ]; then
              echo "ValueError: Free memory on device cuda:0 (2.1/79.1 GiB) on startup is less than desired GPU memory utilization (0.9, 71.2 GiB)" >&2
              exit 1
            fi
            {TinyInShell(port)}
            """);
        string small = folder.Script("small", "echo 'torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 20.00 GiB' >&2; exit 1");
        await using EngineRun run = Start(folder, $$"""
            {{FastPreset("waits")}}
            supervision.engines {
              waits { command = ["{{waits}}"], port = {{port}}, budget.max-retries = 0 }
              small { command = ["{{small}}"], preset = vllm, port = 1, gates.port-free = [], failures.policy.cuda-out-of-memory { action = stop, exit-code = 82 } }
            }
            """);

        LogLine waited = await run.FailedAsAsync("gpu-busy", 2, "waits");
        await run.BackInServiceAsync(waited, port, 3);
        Assert.Equal("cuda-out-of-memory", (await run.EventAsync("engine.fatal")).Text("failure"));
        Assert.Single(run.Log, line => line.Event == "engine.starting" && line.Engine == "small");
        Assert.Equal(["stop", "wait"], run.Log.Where(line => line.Event == "engine.policy-applied").Select(line => line.Text("action")).Distinct().Order());
        await run.StopsAsync();
    }

    [LimitedFact]
    public async Task F19_PortStillBound_IsWaitedFor_AndCostsNoBudget()
    {
        using var held = new Held();
        using var alsoHeld = new Held();
        await using EngineRun run = Start(new EngineFolder(), $$"""
            {{FastPreset("gated")}}
            {{FastPreset("bare")}}
            supervision.defaults.engine.budget.max-retries = 0
            supervision.engines {
              gated { command = {{Tiny(held.Port)}}, gates { port-free = [{{held.Port}}], timeout = 10m } }
              # Nobody looks at the port before it starts: the engine itself finds it in use.
              bare { command = {{Tiny(alsoHeld.Port)}}, gates.port-free = [] }
            }
            """);

        LogLine waiting = await run.EventAsync("gate.waiting");
        Assert.StartsWith($"port {held.Port} is in use by pid {Environment.ProcessId} (", waiting.Text("why"), StringComparison.Ordinal);
        await run.FailedAsAsync("port-busy", 2, "bare");
        held.Dispose();
        alsoHeld.Dispose();

        await run.ReadyAsync(1, "gated");
        await CompletesAsync(held.Port);
        await run.EventAsync("engine.ready", line => line.Engine == "bare");
        await CompletesAsync(alsoHeld.Port);
        await run.StopsAsync();
    }

    /// <summary>A port that this process listens on.</summary>
    private sealed class Held : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public Held()
        {
            _listener.Start();
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        }

        public int Port { get; }

        public void Dispose() => _listener.Stop();
    }
}
