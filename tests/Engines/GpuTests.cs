using Supervision.Engines.Tests.Support;
using Supervision.Posix.Tests;
using static Supervision.Engines.Tests.Support.EngineRun;

namespace Supervision.Engines.Tests;

/// <summary>
/// What goes wrong with GPUs, without one: lines as programs and the driver write them, and a driver's library compiled by these tests,
/// whose trouble a file tells.
/// </summary>
public sealed class GpuTests
{
    [LimitedFact]
    public async Task F15_CudaContextIsPoisoned_ServerLives_AndIsKilledAtThatLine()
    {
        int port = FreePort();
        await using EngineRun run = Start(new EngineFolder(), $$"""
            {{FastPreset("tiny")}}
            supervision.engines.tiny.command = {{Tiny(port)}}
            """);
        LogLine ready = await run.ReadyAsync();

        await FaultAsync(port, "log-line", "RuntimeError: CUDA error: an illegal memory access was encountered");

        LogLine exited = await run.ExitedAsync();
        Assert.Equal(("cuda-poisoned", "SIGKILL"), (exited.Text("failure"), exited.Text("signal")));
        await run.BackInServiceAsync(ready, port);
        await run.StopsAsync();
    }

    [LimitedFact]
    public async Task F21_Xid_OfTheProgramIsTriedAgain_OfTheDeviceEndsTheDaemonWithACodeOfItsOwn()
    {
        int port = FreePort();
        await using EngineRun run = Start(new EngineFolder(), $$"""
            {{FastPreset("tiny")}}
            supervision.engines { tiny.command = {{Tiny(port)}}, other.command = [sleep, "100000"] }
            """);
        LogLine ready = await run.ReadyAsync(1, "tiny");
        await run.ReadyAsync(1, "other");

        await FaultAsync(port, "log-line", "NVRM: Xid (PCI:0000:1b:00): 31, pid=4021, name=tiny, MMU Fault");
        await run.OutputAsync("MMU Fault");
        Native.Kill(ready.Pid!.Value, Native.SIGKILL);
        Assert.Equal("signalled", (await run.ExitedAsync(1, "tiny")).Text("failure"));
        await run.BackInServiceAsync(ready, port);

        await FaultAsync(port, "log-line", "NVRM: Xid (PCI:0000:1b:00): 79, pid=4021, name=tiny, GPU has fallen off the bus.");
        await run.OutputAsync("fallen off the bus", 2);
        Native.Kill((await run.ReadyAsync(2, "tiny")).Pid!.Value, Native.SIGKILL);

        LogLine summary = await run.GivesUpAsync(80);
        Assert.Contains("gpu-lost", summary.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Log, line => line.Event == "engine.starting" && line.Engine == "tiny" && line.Attempt == 3);
        Assert.Contains(run.Log, line => line.Event == "engine.stopped" && line.Engine == "other");
    }

    // NVML_ERROR_GPU_IS_LOST
    [LimitedNeedsProgramFact("gcc")]
    public Task F21_GpuIsLost_IsSeenBeforeTheRestart() => TroubleAsync("15", "not started, gate gpu: GPU 1: ");

    // NVML_ERROR_UNKNOWN, which is what is left of a driver after the container lost its device files.
    [LimitedNeedsProgramFact("gcc")]
    public Task F22_ContainerLosesItsGpus_IsSeenBeforeTheRestart() => TroubleAsync("999", "not started, gate gpu: the GPUs that the last attempt had are gone: ");

    [LimitedFact]
    public async Task F22_ContainerLosesItsGpus_TheEngineSaysSo_AndTheDaemonEnds()
    {
        int port = FreePort();
        await using EngineRun run = Start(new EngineFolder(), $$"""
            {{FastPreset("tiny")}}
            supervision.engines.tiny.command = {{Tiny(port)}}
            """);
        LogLine ready = await run.ReadyAsync();

        await FaultAsync(port, "log-line", "Failed to initialize NVML: Unknown Error");
        await run.OutputAsync("initialize NVML");
        Native.Kill(ready.Pid!.Value, Native.SIGKILL);

        Assert.Contains("Failed to initialize NVML: Unknown Error", (await run.GivesUpAsync(80)).Message, StringComparison.Ordinal);
    }

    private static async Task TroubleAsync(string code, string why)
    {
        using var folder = new EngineFolder();
        using var driver = StubDriver.Compile($"TROUBLE_FILE=\"{folder.PathOf("trouble")}\"");
        await using EngineRun run = Start(
            folder,
            """supervision.engines.tiny { command = [sleep, "100000"], gates.gpu { devices = all, interval = 50ms } }""",
            new() { ["SUPERVISION_NVML"] = driver.Library });
        LogLine ready = await run.ReadyAsync();

        folder.Write("trouble", code);
        Native.Kill(ready.Pid!.Value, Native.SIGKILL);

        Assert.Contains(why, (await run.GivesUpAsync(80)).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Log, line => line.Event == "engine.running" && line.Attempt == 2);
    }
}
