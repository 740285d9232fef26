namespace Supervision.Posix.Tests;

public sealed class GpuTreeUsageTests
{
    private static readonly GpuReport _report = new()
    {
        Status = GpuStatus.Ok,
        Devices =
        [
            Device(0, new GpuProcess(10, GpuProcessKind.Compute, 100, null), new GpuProcess(10, GpuProcessKind.Graphics, 100, null)),
            Device(1, new GpuProcess(10, GpuProcessKind.Compute, 50, null), new GpuProcess(99, GpuProcessKind.Compute, 7, null)),
            Device(2, new GpuProcess(11, GpuProcessKind.Compute, null, null), new GpuProcess(12, GpuProcessKind.Compute, 1000, null)),
        ],
    };

    private static GpuDevice Device(int index, params GpuProcess[] processes) => new() { Index = index, Status = GpuStatus.Ok, Processes = processes };

    [Fact]
    public void Tree_SumsItsProcessesOverDevices_EachOnce()
    {
        var usage = GpuTreeUsage.Of(_report, [10, 11], pid => pid != 99, isCertain: true);

        Assert.Equal((150L, 1, true), (usage.UsedBytes, usage.Unmatched, usage.IsCertain));
        Assert.Equal([0, 1, 2], usage.Devices);
    }

    [Theory]
    [InlineData("Name:\tx\nNSpid:\t4711\t17\t1\nNSpgid:\t1\n", new[] { 4711, 17, 1 })]
    [InlineData("NSpid:\t7\n", new[] { 7 })]
    [InlineData("Pid:\t7\n", new int[0])]
    public void NamespacePids_AreReadFromOutsideInwards(string status, int[] expected) => Assert.Equal(expected, NamespacePids.Parse(status));

    [Fact]
    public void NamespacePids_OfOurselves_HoldOurPid() => Assert.Contains(Environment.ProcessId, NamespacePids.Of(Environment.ProcessId));
}
