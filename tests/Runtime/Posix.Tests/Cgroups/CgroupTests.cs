namespace Supervision.Posix.Tests;

public sealed class CgroupTests
{
    [Fact]
    public void Memory_OfVersion2_IsRead()
    {
        using var fake = new FakeGroup();
        fake.SetKills(3);

        Assert.Equal(CgroupVersion.V2, fake.Group.Version);
        Assert.Equal(
            new CgroupMemory { CurrentBytes = 1_000_000, WorkingSetBytes = 600_000, OomEvents = 5, OomKills = 3 }, fake.Group.ReadMemory());
    }

    [Fact]
    public void Memory_OfVersion1_IsRead()
    {
        using var folder = new TemporaryFolder();
        folder.Write("memory.usage_in_bytes", "5000\n");
        folder.Write("memory.limit_in_bytes", "9223372036854771712\n");
        folder.Write("memory.stat", "inactive_file 1\ntotal_inactive_file 2000\n");
        folder.Write("memory.failcnt", "4\n");
        folder.Write("memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n");

        var group = Cgroup.At(folder.Root)!;

        Assert.Equal(CgroupVersion.V1, group.Version);
        Assert.Equal(new CgroupMemory { CurrentBytes = 5000, WorkingSetBytes = 3000, OomEvents = 4, OomKills = 2 }, group.ReadMemory());
        Assert.Null(group.ReadPressure(PressureResource.Memory));
    }

    [Fact]
    public void Limit_OfAGroupAbove_IsTheEffectiveOne()
    {
        using var fake = new FakeGroup("above/inner");
        fake.Write("memory.max", "5000\n");
        fake.Write("../memory.max", "3000\n");

        var group = Cgroup.At(fake.Root, fake.Folder)!;

        Assert.Equal((5000L, 3000L), (group.ReadMemory().LimitBytes, group.ReadMemory().EffectiveLimitBytes));
    }

    [Fact]
    public void Files_ThatAreMissing_AreNotKnown()
    {
        using var fake = new FakeGroup();
        File.Delete(Path.Combine(fake.Root, "memory.current"));
        var group = fake.Group;
        fake.Write("memory.events", "nonsense");

        Assert.Equal(default, group.ReadMemory());
        Assert.Null(Cgroup.At("/nonexistent"));
    }

    [Fact]
    public void Pressure_IsRead()
    {
        using var fake = new FakeGroup();
        fake.Write("memory.pressure", "some avg10=1.50 avg60=2.25 avg300=0.10 total=1500000\nfull avg10=0.50 avg60=0.00 avg300=0.00 total=250\n");
        fake.Write("cpu.pressure", "some avg10=0.00 avg60=0.00 avg300=0.00 total=7\n");

        var memory = fake.Group.ReadPressure(PressureResource.Memory)!.Value;

        Assert.Equal((1.5, 2.25, 0.1, TimeSpan.FromSeconds(1.5)), (memory.Some10, memory.Some60, memory.Some300, memory.SomeTotal));
        Assert.Equal((0.5, TimeSpan.FromMicroseconds(250)), (memory.Full10, memory.FullTotal));
        Assert.Equal(TimeSpan.FromMicroseconds(7), fake.Group.ReadPressure(PressureResource.Cpu)!.Value.SomeTotal);
        Assert.Null(fake.Group.ReadPressure(PressureResource.Io));
    }

    [Fact]
    public void Directories_OfMixedHierarchies_PutTheMemoryControllerFirst()
    {
        const string groups = "9:name=systemd:/\n4:memory:/a/b\n0::/c\n";
        const string mounts =
            "11 32 0:29 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu\n"
            + "14 35 0:32 / /sys/fs/cgroup/memory rw,relatime shared:3 - cgroup cgroup rw,memory\n"
            + "20 41 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n";

        Assert.Equal(
            [("/sys/fs/cgroup/memory/a/b", "/sys/fs/cgroup/memory"), ("/sys/fs/cgroup/unified/c", "/sys/fs/cgroup/unified")],
            CgroupMounts.DirectoriesOf(groups, mounts));
    }

    [Theory]
    [InlineData("0::/\n", "/", "/sys/fs/cgroup")]
    [InlineData("0::/kubepods/pod1/c1\n", "/kubepods/pod1/c1", "/sys/fs/cgroup")]
    [InlineData("0::/kubepods/pod1/c1/x\n", "/kubepods/pod1/c1", "/sys/fs/cgroup/x")]
    public void Directories_OfAContainer_CountFromTheMount(string groups, string root, string expected) =>
        Assert.Equal([(expected, "/sys/fs/cgroup")], CgroupMounts.DirectoriesOf(groups, $"30 1 0:5 {root} /sys/fs/cgroup rw - cgroup2 cgroup rw\n"));

    [Fact(Timeout = 30_000)]
    public async Task Watcher_TellsOfChanges_AndEnds()
    {
        using var fake = new FakeGroup();
        using var watcher = new CgroupWatcher();
        Assert.Null(watcher.Unavailable);
        var heard = new SemaphoreSlim(0);
        Assert.True(watcher.TryWatch(fake.Group, group => heard.Release()));

        fake.SetKills(1);
        Assert.True(await heard.WaitAsync(TimeSpan.FromSeconds(20)));
        watcher.Unwatch(fake.Group);
        Assert.True(watcher.TryWatch(fake.Group, group => heard.Release()));
        while (await heard.WaitAsync(0))
        {
        }

        fake.SetKills(2);
        Assert.True(await heard.WaitAsync(TimeSpan.FromSeconds(20)));
        watcher.Dispose();
        Assert.False(watcher.TryWatch(fake.Group, _ => { }));
    }

    [Fact]
    public void Watcher_OfAGroupThatIsGone_SaysNo()
    {
        using var fake = new FakeGroup();
        using var watcher = new CgroupWatcher();
        var group = fake.Group;
        Directory.Delete(fake.Root, recursive: true);

        Assert.False(watcher.TryWatch(group, _ => { }));
    }
}
