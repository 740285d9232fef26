using System.Globalization;
using System.Net;
using System.Text.Json;
using Supervision.Posix.Tests;
using Supervision.Engines.Tests.Support;
using static Supervision.Engines.Tests.Support.EngineRun;

namespace Supervision.Engines.Tests;

/// <summary>What a dead engine leaves behind and the next one stumbles over.</summary>
public sealed class LeftoverTests
{
    [LimitedFact]
    public async Task F06_LeaderIsKilled_WorkersLiveOn_AndAreEndedBeforeTheNextStart()
    {
        int port = FreePort();
        await using EngineRun run = Start(new EngineFolder(), $$"""
            {{FastPreset("tiny")}}
            supervision.engines.tiny.command = {{Tiny(port, "--workers", "2", "--fault", "fork-child:own/10m@ready")}}
            """);
        LogLine ready = await run.ReadyAsync();
        // Two workers, and a child in a session of its own that has the listening socket.
        Assert.True(await Eventually.Holds(() => run.Daemon.Offspring.Count >= 4, Patience));
        IReadOnlyList<int> tree = run.Daemon.Offspring;

        Native.Kill(ready.Pid!.Value, Native.SIGKILL);

        await run.EventAsync("engine.starting", line => line.Attempt == 2);
        Assert.DoesNotContain(tree, Proc.Lives);
        await run.BackInServiceAsync(ready, port);
        Assert.Equal("SIGKILL", Assert.Single(run.Log, line => line.Event == "engine.exited").Text("signal"));
        await run.StopsAsync();
    }

    /// <summary>The driver is the library that the process layer's tests compile; its memory is what a file says.</summary>
    [LimitedNeedsProgramFact("gcc")]
    public async Task F07_DriverGivesMemoryBackLate_AndTheRestartWaitsForEveryGpu()
    {
        int port = FreePort();
        using var folder = new EngineFolder();
        UseGpus(folder, "10 0", "10 0");
        using var driver = StubDriver.Compile($"STATE_FILE=\"{folder.PathOf("gpus")}\"");
        await using EngineRun run = Start(folder, $$"""
            {{FastPreset("tiny")}}
            supervision.engines.tiny {
              command = {{Tiny(port)}}
              gates.gpu { devices = all, interval = 200ms, settle-samples = 1000, timeout = 10m }
            }
            """, new() { ["SUPERVISION_NVML"] = driver.Library });
        LogLine ready = await run.ReadyAsync();

        // The process is gone; on the second GPU its memory is not.
        string self = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        UseGpus(folder, "10 0", $"700 {self}");
        Native.Kill(ready.Pid!.Value, Native.SIGKILL);

        LogLine waiting = await run.EventAsync("gate.waiting");
        Assert.StartsWith("GPU 1 has 250 MiB free of 1000 MiB and had 940 MiB before the last attempt; held by pid ", waiting.Text("why"), StringComparison.Ordinal);
        Assert.Contains(self, waiting.Text("why"), StringComparison.Ordinal);
        Assert.DoesNotContain(run.Log, line => line.Event == "engine.running" && line.Attempt == 2);
        UseGpus(folder, "10 0", "10 0");

        Assert.Equal("the memory is free", (await run.EventAsync("gate.passed")).Text("why"));
        await run.BackInServiceAsync(ready, port);
        await run.StopsAsync();
    }

    [LimitedFact]
    public async Task F18_SharedMemoryIsLeftBehind_AndIsRemovedBeforeTheNextStart()
    {
        int port = FreePort();
        string prefix = $"/dev/shm/engines-test-{Guid.NewGuid():N}-";
        string segment = prefix + "segment";
        string used = prefix + "used";
        using var folder = new EngineFolder();
        string script = folder.Script("launch", $"""
            if [ -e {segment} ]; then echo "a segment is left from another life"; exit 1; fi
            : > {segment}
            {TinyInShell(port)}
            """);
        try
        {
            using FileStream open = File.Create(used);
            await using EngineRun run = Start(folder, $$"""
                {{FastPreset("tiny")}}
                supervision.engines.tiny { command = [sh, "{{script}}"], port = {{port}}, gates.shm-clean = ["{{prefix}}*"] }
                """);
            LogLine ready = await run.ReadyAsync();

            Native.Kill(ready.Pid!.Value, Native.SIGKILL);

            Assert.Equal(segment, (await run.EventAsync("gate.files-removed")).Text("files"));
            await run.BackInServiceAsync(ready, port);
            // This one somebody has open.
            Assert.True(File.Exists(used));
            await run.StopsAsync();
        }
        finally
        {
            File.Delete(segment);
            File.Delete(used);
        }
    }

    [LimitedFact]
    public async Task F20_StopUnderLoad_AndOpenRequestsAreAnswered()
    {
        int port = FreePort();
        await using EngineRun run = Start(new EngineFolder(), $$"""
            {{FastPreset("tiny")}}
            supervision.engines.tiny { command = {{Tiny(port, "--token-delay", "50ms")}}, stop { pre-stop = 500ms, timeout = 60s } }
            """);
        await run.ReadyAsync();
        using HttpClient client = Client(port);
        Task<HttpResponseMessage> work = PostAsync(client, "/v1/completions", """{"prompt": "The river", "max_tokens": 150, "ignore_eos": true}""");
        await run.EventAsync("progress.sampled", line => line.Text("state") == "moving");

        run.Daemon.Signal(Native.SIGTERM);

        using HttpResponseMessage answer = await work;
        string body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, body);
        using JsonDocument json = JsonDocument.Parse(body);
        Assert.Equal(150, json.RootElement.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
        Assert.Equal(0, await run.Daemon.WaitForExitAsync());
        LogLine turnedAway = await run.EventAsync("engine.not-ready");
        LogLine asked = await run.EventAsync("engine.output", line => line.Message.Contains("Shutting down, 1 requests to finish", StringComparison.Ordinal));
        LogLine stopped = await run.EventAsync("engine.stopped");
        Assert.True(asked.Timestamp - turnedAway.Timestamp >= TimeSpan.FromMilliseconds(400), run.Daemon.Describe());
        Assert.Equal(0, stopped.Number("exitCode"));
        Assert.Empty(run.Daemon.Offspring);
    }

    /// <summary>
    /// A process that hangs in a driver cannot be made; one that the daemon may not signal is the same to it: a daemon without the
    /// capability, and an engine of another user.
    /// </summary>
    [NeedsRootFact("setpriv")]
    public async Task F23_ProcessThatKillDoesNotEnd_HasNoSecondCopyUntilItIsGone()
    {
        using var folder = new EngineFolder();
        folder.OpenToAll();
        string script = folder.Script("launch", "echo serving\nexec sleep 100000");
        string broken = folder.PathOf("broken");
        await using EngineRun run = Start(folder, $$"""
            supervision.engines.stuck {
              command = [sh, "{{script}}"]
              run-as.user = nobody
              # The kill of a control group asks for no capability.
              cgroup = off
              stop { timeout = 200ms, kill-timeout = 500ms }
              probes {
                readiness { log = serving, period = 200ms }
                liveness { exec = [test, "!", -e, "{{broken}}"], period = 200ms, failures = 2 }
              }
            }
            """, null, "setpriv", "--bounding-set", "-kill");
        LogLine ready = await run.ReadyAsync();
        int pid = ready.Pid!.Value;

        folder.Write("broken", "");

        LogLine unknown = await run.EventAsync("engine.unknown");
        Assert.StartsWith($"{pid} ", unknown.Text("survivors"), StringComparison.Ordinal);
        Assert.True(Proc.Lives(pid));
        Assert.DoesNotContain(run.Log, line => line.Event == "engine.starting" && line.Attempt == 2);

        File.Delete(broken);
        Native.Kill(pid, Native.SIGKILL);

        await run.EventAsync("engine.starting", line => line.Attempt == 2);
        Assert.False(Proc.Lives(pid));
        LogLine again = await run.ReadyAsync(2);
        Assert.NotEqual(pid, again.Pid);

        // The daemon does not wait for it for ever, either, and says by its code that something is left.
        run.Daemon.Signal(Native.SIGTERM);
        Assert.Equal(1, await run.Daemon.WaitForExitAsync());
        Assert.StartsWith($"{again.Pid} ", Assert.Single(run.Log, line => line.Event == "daemon.survivors").Text("survivors"), StringComparison.Ordinal);
    }

    // Moved into place: the library never reads half a file.
    private static void UseGpus(EngineFolder folder, params string[] gpus)
    {
        File.WriteAllLines(folder.PathOf("gpus.new"), gpus);
        File.Move(folder.PathOf("gpus.new"), folder.PathOf("gpus"), overwrite: true);
    }
}
