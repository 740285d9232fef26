namespace Supervision.Posix.Tests;

public sealed class CgroupTests : ProcessTests
{
    [NeedsCgroupFact(Timeout = 120000)]
    public async Task Engine_InItsOwnGroup_IsKilledByIt_ProvedEmptyAndTheGroupRemoved()
    {
        // In a group of its own below the mount, so that an interrupted test leaves nothing that another test sees.
        var probe = ShellWords.Join(ProbeProgram.Command("cgroup-probe"));
        var seen = await RunToEnd(new SpawnRequest
        {
            Command =
            [
                "unshare", "--mount", "sh", "-c",
                $"mount -t cgroup2 none /mnt && mkdir /mnt/probe.$$ && (echo 0 > /mnt/probe.$$/cgroup.procs && exec {probe}); rmdir /mnt/probe.$$",
            ],
        });
        Assert.Equal("", seen.Stderr);
        Assert.Equal(
            [
                "name=probe_1_x members=True", "stop=Empty populated=False", "removed=True", "escapee-in-group=1",
                "stop=Empty killed=False populated=False", "bomb=Empty populated=False", "removed=True", "refused=True left=0",
            ],
            seen.Stdout.TrimEnd('\n').Split('\n'));
    }

    [NeedsRootFact(Timeout = 120000)]
    public async Task Required_WithoutAHierarchy_IsATypedFailure()
    {
        var seen = await RunToEnd(new SpawnRequest
        {
            Command =
            [
                "unshare", "--mount", "sh", "-c",
                $"umount -a -t cgroup2; {ShellWords.Join(ProbeProgram.Command("cgroup-probe"))}",
            ],
        });
        Assert.Matches(
            "^'/bin/sh' requires a control group of its own: (no version 2 hierarchy \\(cgroup2\\) is mounted|this process is in no version 2 group)\n$",
            seen.Stdout);
    }

    [Theory]
    [InlineData("36 25 0:31 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup rw", "/", "/sys/fs/cgroup")]
    [InlineData("36 25 0:31 / /sys/fs/cgroup rw shared:9 - cgroup2 cgroup rw", "/system.slice/x.service", "/sys/fs/cgroup/system.slice/x.service")]
    [InlineData("36 25 0:31 /docker/1 /sys/fs/cgroup rw - cgroup2 cgroup rw", "/docker/1", "/sys/fs/cgroup")]
    [InlineData("36 25 0:31 /docker/1 /sys/fs/cg\\040roup rw - cgroup2 cgroup rw", "/docker/1/a", "/sys/fs/cg roup/a")]
    [InlineData("36 25 0:31 /docker/1 /sys/fs/cgroup rw - cgroup2 cgroup rw", "/docker/12", null)]
    [InlineData("36 25 0:31 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory", "/", null)]
    [InlineData("nonsense", "/", null)]
    public void Directory_OfOurGroup_IsFoundInTheMount(string mountinfo, string group, string? expected) =>
        Assert.Equal(expected, CgroupHierarchy.Directory(mountinfo, group));
}
