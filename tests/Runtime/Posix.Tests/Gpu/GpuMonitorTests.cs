namespace Supervision.Posix.Tests;

// The compiler is a child of this process that the host's reaper of other tests must not meet.
[Collection(RealProcesses.Name)]
public sealed class GpuMonitorTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    private static async Task<GpuReport> ReadAsync(params string[] defines)
    {
        using var driver = StubDriver.Compile(defines);
        using var monitor = driver.Open();
        return await monitor.ReadAsync(_patience);
    }

    [Fact(Timeout = 60_000)]
    public async Task Library_Absent_IsANormalStateWithAReason()
    {
        using var monitor = new GpuMonitor(new GpuOptions { Library = "/nonexistent/libnvidia-ml.so.1" });

        var report = await monitor.ReadAsync(_patience);

        Assert.Equal(GpuStatus.NoLibrary, report.Status);
        Assert.Contains("not installed", report.Reason, StringComparison.Ordinal);
        Assert.Empty(report.Devices);
    }

    [NeedsProgramFact("gcc")]
    public async Task TwoDevices_AreReadInFull()
    {
        var report = await ReadAsync();

        Assert.Equal((GpuStatus.Ok, null, "550.54.15", "12.4"), (report.Status, report.Reason, report.DriverVersion, report.CudaVersion));
        Assert.Equal([0, 1], report.Devices.Select(device => device.Index));
        var first = report.Devices[0];
        Assert.Equal(("GPU-0000-0", "Stub 0", "00000000:00:00.0"), (first.Uuid, first.Name, first.PciBusId));
        Assert.Equal((1000L << 20, 250L << 20, 700L << 20), (first.MemoryTotalBytes, first.MemoryUsedBytes, first.MemoryFreeBytes));
        Assert.Equal((42, 7, 45, 120.5, null), (first.UtilizationPercent, first.MemoryUtilizationPercent, first.Temperature, first.PowerWatts, first.PowerLimitWatts));
        Assert.Equal((GpuMigMode.Disabled, GpuMigMode.Enabled), (first.Mig, report.Devices[1].Mig));
        Assert.Null(report.Devices[1].UtilizationPercent);
    }

    [NeedsProgramFact("gcc")]
    public async Task Health_CountsWhatTheDeviceSays()
    {
        var devices = (await ReadAsync()).Devices;

        Assert.Equal(new GpuHealth { UncorrectedErrors = 0, UncorrectedErrorsEver = 0, RetiredPages = 3, RemappedRows = 2, ResetPending = false, RemappingFailed = false }, devices[0].Health);
        Assert.True(devices[0].Health.IsGood);
        Assert.Equal((5L, 6L, true), (devices[1].Health.UncorrectedErrors, devices[1].Health.UncorrectedErrorsEver, devices[1].Health.ResetPending));
        Assert.False(devices[1].Health.IsGood);
    }

    [NeedsProgramFact("gcc")]
    public async Task Processes_HaveKindMemoryAndInstance()
    {
        var processes = (await ReadAsync()).Devices[0].Processes;

        Assert.Equal(
            [
                new GpuProcess(201, GpuProcessKind.Compute, 100L << 20, null),
                new GpuProcess(202, GpuProcessKind.Compute, 50L << 20, 3),
                new GpuProcess(201, GpuProcessKind.Graphics, 100L << 20, null),
            ],
            processes);
    }

    [NeedsProgramFact("gcc")]
    public async Task OldDriver_AnswersWithWhatItHas()
    {
        var device = (await ReadAsync("OLD", "DEVICES=1")).Devices.Single();

        Assert.Equal((GpuStatus.Ok, 300L << 20, GpuMigMode.NotSupported), (device.Status, device.MemoryUsedBytes, device.Mig));
        Assert.Equal(
            [new GpuProcess(101, GpuProcessKind.Compute, 10L << 20, null), new GpuProcess(102, GpuProcessKind.Compute, null, null)], device.Processes);
        Assert.Null(device.Health.RemappedRows);
    }

    [NeedsProgramFact("gcc")]
    public async Task NoDevices_AreNoError()
    {
        var report = await ReadAsync("DEVICES=0");

        Assert.Equal(GpuStatus.Ok, report.Status);
        Assert.Empty(report.Devices);
    }

    [NeedsProgramFact("gcc")]
    public async Task LostGpu_IsToldOfThatOneAlone()
    {
        var devices = (await ReadAsync("LOST=1")).Devices;

        Assert.Equal([GpuStatus.Ok, GpuStatus.GpuLost], devices.Select(device => device.Status));
        Assert.Contains("fallen off the bus", devices[1].Problem, StringComparison.Ordinal);
        Assert.Null(devices[1].MemoryUsedBytes);
    }

    [NeedsProgramFact("gcc")]
    public Task Init_NotLoaded_IsNoDriver() => Init_Refused_IsTyped(9, GpuStatus.NoDriver);

    [NeedsProgramFact("gcc")]
    public Task Init_OtherVersion_IsVersionMismatch() => Init_Refused_IsTyped(18, GpuStatus.VersionMismatch);

    [NeedsProgramFact("gcc")]
    public Task Init_NoPermission_IsNotPermitted() => Init_Refused_IsTyped(4, GpuStatus.NotPermitted);

    [NeedsProgramFact("gcc")]
    public async Task Init_Unknown_CarriesTheDriversWords()
    {
        var report = await ReadAsync("INIT_CODE=999");

        Assert.Equal((GpuStatus.Failed, "connecting to the driver failed: Unknown Error"), (report.Status, report.Reason));
    }

    private static async Task Init_Refused_IsTyped(int code, GpuStatus status)
    {
        var report = await ReadAsync($"INIT_CODE={code}");

        Assert.Equal(status, report.Status);
        Assert.NotNull(report.Reason);
    }

    [NeedsProgramFact("gcc")]
    public async Task SlowDriver_TimesOut_AndAnswersLater()
    {
        using var driver = StubDriver.Compile("SLOW_SECONDS=2");
        using var monitor = driver.Open();

        var early = await monitor.ReadAsync(TimeSpan.FromMilliseconds(50));
        var second = await monitor.ReadAsync(TimeSpan.FromMilliseconds(50));
        var late = await monitor.ReadAsync(_patience);

        Assert.Equal((GpuStatus.TimedOut, GpuStatus.TimedOut, GpuStatus.Ok), (early.Status, second.Status, late.Status));
        Assert.Contains("0.05 s", early.Reason, StringComparison.Ordinal);
    }

    [NeedsProgramFact("gcc")]
    public async Task Xid_IsHeard_AndTheEndOfTheWatchToo()
    {
        using var driver = StubDriver.Compile("XID=79");
        using var monitor = driver.Open();
        var heard = new TaskCompletionSource<GpuEvent>();
        var ended = new TaskCompletionSource<GpuReport>();

        using var watch = monitor.WatchEvents(heard.SetResult, ended.SetResult);

        var xid = await heard.Task.WaitAsync(_patience);
        Assert.Equal((new GpuEvent(1, 79), XidClass.Device), (xid, xid.Class));
        Assert.Equal(GpuStatus.GpuLost, (await ended.Task.WaitAsync(_patience)).Status);
    }

    [NeedsProgramFact("gcc")]
    public async Task Xid_NotSupported_IsToldOnce()
    {
        using var driver = StubDriver.Compile();
        using var monitor = driver.Open();
        var ended = new TaskCompletionSource<GpuReport>();

        using var watch = monitor.WatchEvents(_ => { }, ended.SetResult);

        Assert.Equal(GpuStatus.NotSupported, (await ended.Task.WaitAsync(_patience)).Status);
    }

    [Theory]
    [InlineData(31, XidClass.Application)]
    [InlineData(48, XidClass.Device)]
    [InlineData(63, XidClass.Notice)]
    [InlineData(12345, XidClass.Unknown)]
    public void Xid_HasAClass(int xid, XidClass expected) => Assert.Equal(expected, new GpuEvent(0, xid).Class);
}
