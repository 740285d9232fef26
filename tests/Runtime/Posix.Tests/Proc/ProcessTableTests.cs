namespace Supervision.Posix.Tests;

public sealed class ProcessTableTests : ProcessTests
{
    [Fact]
    public void Self_HasPlausibleNumbers()
    {
        var table = new ProcessTable();
        Assert.Equal(0, table.Count);
        table.Refresh();
        Assert.True(table.TryGet(Environment.ProcessId, out var self));
        Assert.Equal(Environment.ProcessId, self.Pid);
        Assert.InRange(self.RssBytes, 10L << 20, 4L << 30);
        Assert.InRange(self.Threads, 5, 500);
        Assert.InRange(self.CpuTime, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(10));
        Assert.True(self.StartTime > 0);
        Assert.Contains(self.State, "RS");
        Assert.False(table.TryGet(int.MaxValue, out _));
        Assert.Null(table.Limits);
    }

    [Fact(Timeout = 60000)]
    public async Task Usage_OfATree_SumsItsMembers()
    {
        // The shell becomes sleep, which never waits for what the shell started.
        var (child, _) = await Start("sleep 300 & sleep 300 & sleep 0.1 & exec sleep 300");
        var table = new ProcessTable();
        await Eventually(
            () =>
            {
                table.Refresh();
                return table.UsageOf(child).Zombies == 1;
            },
            "a zombie");
        var usage = table.UsageOf(child);
        Assert.Equal((3, 3, 1), (usage.Processes, usage.Threads, usage.Zombies));
        Assert.InRange(usage.RssBytes, 100_000, 100_000_000);
        var members = new List<ProcessSample>();
        table.MembersOf(child, members);
        Assert.Equal(4, members.Count);
        Assert.All(members.Where(m => m.State != 'Z'), m => Assert.Equal("sleep", m.Name));
        Assert.Equal(members.Sum(m => m.RssBytes), usage.RssBytes);

        await child.KillTreeAsync(TimeSpan.FromSeconds(10));
        table.Refresh();
        // Killed orphans may still wait to be reaped.
        Assert.Equal(default, table.UsageOf(child) with { Zombies = 0 });
    }

    [Fact(Timeout = 60000)]
    public async Task Usage_OfABusyChild_CountsItsCpuTime()
    {
        var (child, _) = await Start("while :; do :; done");
        var table = new ProcessTable();
        await Eventually(
            () =>
            {
                table.Refresh();
                return table.UsageOf(child).CpuTime >= TimeSpan.FromMilliseconds(100);
            },
            "100 ms of CPU time");
    }

    [Fact(Timeout = 60000)]
    public async Task Refresh_InTheSteadyState_AllocatesNothing()
    {
        for (var i = 0; i < 10; i++)
            await Start("sleep 300 & wait");
        var table = new ProcessTable();
        for (var i = 0; i < 20; i++)
            table.Refresh();
        Assert.Equal(0, Allocated(table));
    }

    private static long Allocated(ProcessTable table)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 50; i++)
            table.Refresh();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
