using System.Globalization;
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

    // Moved into place: the library never reads half a file.
    private static void UseGpus(EngineFolder folder, params string[] gpus)
    {
        File.WriteAllLines(folder.PathOf("gpus.new"), gpus);
        File.Move(folder.PathOf("gpus.new"), folder.PathOf("gpus"), overwrite: true);
    }
}
