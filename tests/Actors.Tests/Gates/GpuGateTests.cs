using System.Collections.Immutable;
using System.Globalization;
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Gates;
using Supervision.Actors.Settings;
using Supervision.Actors.Tests.Support;
using Supervision.Posix;
using Supervision.Posix.Tests;
using static Supervision.Actors.Tests.Support.TreeHarness;

namespace Supervision.Actors.Tests.Gates;

/// <summary>The wait for memory, with a driver's library whose memory a file tells.</summary>
public sealed class GpuGateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gpu-gate-").FullName;

    private string StateFile => Path.Combine(_folder, "state");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Moved into place: the library never reads half a file.
    private void Use(params (int Mib, int Pid)[] gpus)
    {
        File.WriteAllLines(StateFile + ".new", gpus.Select(gpu => string.Create(CultureInfo.InvariantCulture, $"{gpu.Mib} {gpu.Pid}")));
        File.Move(StateFile + ".new", StateFile, overwrite: true);
    }

    private StubDriver Driver() => StubDriver.Compile($"STATE_FILE=\"{StateFile}\"");

    private static TreeHarness Run(StubDriver driver, EngineSettings engine) => TreeHarness.Start(
        new SupervisionSettings { Groups = [new GroupSettings { Name = "default", Engines = [engine] }] },
        new SupervisionTreeOptions { Gpu = new GpuOptions { Library = driver.Library } });

    private static EngineSettings Engine(GpuGateSettings gpu) => Shell("engine", "exec sleep 100") with
    {
        Gates = new GateSettings { Gpu = gpu with { Interval = TimeSpan.FromMilliseconds(50) } },
    };

    [NeedsProgramFact("gcc")]
    public async Task Restart_BeforeTheMemoryIsBack_WaitsForItOnEveryGpu()
    {
        Use((10, 0), (10, 0));
        using var driver = Driver();
        await using var h = Run(driver, Engine(new GpuGateSettings { Select = GpuSelection.All, SettleSamples = 1000 }));
        var ready = await h.NextOfAsync<EngineReady>("engine");

        // The engine's memory outlives it, held by a worker on the second GPU only.
        Use((10, 0), (700, Environment.ProcessId));
        Proc.Kill(ready.Pid!.Value, 9);
        var waiting = await h.NextOfAsync<GateWaiting>("engine");
        Use((10, 0), (10, 0));
        var passed = await h.NextOfAsync<GatePassed>("engine");
        await h.NextOfAsync<EngineRunning>("engine");

        Assert.StartsWith("GPU 1 has 250 MiB free of 1000 MiB and had 940 MiB before the last attempt; held by pid ", waiting.Why, StringComparison.Ordinal);
        Assert.Contains(Environment.ProcessId.ToString(CultureInfo.InvariantCulture), waiting.Why, StringComparison.Ordinal);
        Assert.Equal(("gpu", "the memory is free"), (passed.Gate, passed.Why));
    }

    [NeedsProgramFact("gcc")]
    public async Task MemoryThatDoesNotChange_IsNotWaitedForAnyLonger()
    {
        Use((10, 0), (10, 0));
        using var driver = Driver();
        await using var h = Run(driver, Engine(new GpuGateSettings { Select = GpuSelection.Listed, Devices = [1], SettleSamples = 3 }));
        var ready = await h.NextOfAsync<EngineReady>("engine");

        Use((10, 0), (700, 1));
        Proc.Kill(ready.Pid!.Value, 9);
        var passed = await h.NextOfAsync<GatePassed>("engine");

        Assert.StartsWith("no more memory comes free: GPU 1 has 250 MiB free", passed.Why, StringComparison.Ordinal);
    }

    [NeedsProgramFact("gcc")]
    public async Task MinFree_NotThere_FailsAsGpuBusyWhereThatIsWanted()
    {
        Use((700, 1), (10, 0));
        using var driver = Driver();
        var engine = Engine(new GpuGateSettings
        {
            Select = GpuSelection.All,
            MinFree = new MemoryShare(0, 0.9),
            Timeout = TimeSpan.FromMilliseconds(300),
            FailOnTimeout = true,
        });
        await using var h = Run(driver, engine with
        {
            Failures = new FailureSettings { Policies = ImmutableDictionary<FailureKind, FailurePolicy>.Empty.Add(FailureKind.GpuBusy, new FailurePolicy(FailureAction.Exit)) },
        });

        var failure = (await h.OutcomeAsync()).Failure!;

        Assert.Equal(FailureKind.GpuBusy, failure.Kind);
        Assert.StartsWith("not started, gate gpu: GPU 0 has 250 MiB free of 1000 MiB and needs 900 MiB; held by pid 1", failure.Message, StringComparison.Ordinal);
    }

    [NeedsProgramFact("gcc")]
    public async Task Timeout_ByDefault_StartsAllTheSame()
    {
        Use((700, 1), (10, 0));
        using var driver = Driver();
        await using var h = Run(driver, Engine(new GpuGateSettings { Select = GpuSelection.All, MinFree = new MemoryShare(900L << 20, 0), Timeout = TimeSpan.FromMilliseconds(200) }));

        var passed = await h.NextOfAsync<GatePassed>("engine");
        await h.NextOfAsync<EngineRunning>("engine");

        Assert.StartsWith("the time to wait is over, started all the same: GPU 0", passed.Why, StringComparison.Ordinal);
    }

    [NeedsProgramFact("gcc")]
    public async Task LostGpu_EndsTheTreeInsteadOfLooping()
    {
        using var driver = StubDriver.Compile("LOST=1");
        await using var h = Run(driver, Engine(new GpuGateSettings { Select = GpuSelection.All }));

        var outcome = await h.OutcomeAsync();

        Assert.Equal((FailureKind.GpuLost, 80), (outcome.Failure!.Kind, outcome.ExitCode(ExitCodePolicy.One)));
        Assert.StartsWith("not started, gate gpu: GPU 1: ", outcome.Failure.Message, StringComparison.Ordinal);
    }

    [NeedsProgramFact("gcc")]
    public async Task DriverMismatch_EndsTheTreeInsteadOfLooping()
    {
        // NVML_ERROR_LIB_RM_VERSION_MISMATCH
        using var driver = StubDriver.Compile("INIT_CODE=18");
        await using var h = Run(driver, Engine(new GpuGateSettings { Select = GpuSelection.All }));

        var outcome = await h.OutcomeAsync();

        Assert.Equal((FailureKind.DriverMismatch, 81), (outcome.Failure!.Kind, outcome.ExitCode(ExitCodePolicy.One)));
    }

    [Fact(Timeout = 60_000)]
    public async Task NoDriver_IsNoReasonNotToStart()
    {
        await using var h = TreeHarness.Start(
            new SupervisionSettings { Groups = [new GroupSettings { Name = "default", Engines = [Engine(new GpuGateSettings { Select = GpuSelection.All })] }] },
            new SupervisionTreeOptions { Gpu = new GpuOptions { Library = "/nonexistent/libnvidia-ml.so.1" } });

        await h.NextOfAsync<EngineRunning>("engine");

        Assert.Empty(h.Seen.OfType<GateWaiting>());
    }

    [Theory]
    [InlineData(null, null, false, null)]
    [InlineData(null, "all", true, null)]
    [InlineData(null, "void", false, null)]
    [InlineData("", "all", false, "")]
    [InlineData("-1", null, false, "")]
    [InlineData("0, 2", null, true, "0 2")]
    [InlineData("0,-1,2", null, true, "0")]
    [InlineData("GPU-0000-1", null, true, "GPU-0000-1")]
    [InlineData("MIG-1-2", null, true, null)]
    public void Visible_Variables_NameTheGpus(string? cuda, string? nvidia, bool any, string? devices)
    {
        var variables = new Dictionary<string, string>();
        if (cuda is not null)
            variables["CUDA_VISIBLE_DEVICES"] = cuda;
        if (nvidia is not null)
            variables["NVIDIA_VISIBLE_DEVICES"] = nvidia;

        Assert.Equal(any, GpuGate.Visible(variables, out var found));
        Assert.Equal(devices, found is null ? null : string.Join(' ', found));
    }
}
