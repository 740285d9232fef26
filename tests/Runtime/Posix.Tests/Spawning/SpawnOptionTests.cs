using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Supervision.Posix.Tests;

/// <summary>Every option, asked of a child that says what it sees.</summary>
public sealed class SpawnOptionTests : ProcessTests
{
    [Fact(Timeout = 60000)]
    public async Task Umask_IsTheChilds()
    {
        Assert.Equal("0027\n", await Say("umask", r => r with { Umask = 0b000_010_111 }));
    }

    [Fact(Timeout = 60000)]
    public async Task Nice_IsTheChilds()
    {
        Assert.Equal("7\n", await Say("nice", r => r with { Nice = 7 }));
    }

    [NeedsRootFact(Timeout = 60000)]
    public async Task Nice_BelowOurs_IsTheChilds()
    {
        Assert.Equal("-3\n", await Say("nice", r => r with { Nice = -3 }));
    }

    [Fact(Timeout = 60000)]
    public async Task OomScoreAdj_IsTheChilds()
    {
        Assert.Equal("321\n", await Say("cat /proc/self/oom_score_adj", r => r with { OomScoreAdj = 321 }));
    }

    [Fact(Timeout = 60000)]
    public async Task Limits_AreTheChilds()
    {
        var text = await Say("ulimit -Sn; ulimit -Hn; ulimit -c; ulimit -Sv", r => r with
        {
            Limits =
            [
                new ResourceLimit(ResourceKind.NoFile, 100, 200),
                new ResourceLimit(ResourceKind.Core, 0, 0),
                // 64 MiB: far less than the helper's runtime has mapped.
                new ResourceLimit(ResourceKind.As, 64 << 20, null),
            ],
        });
        Assert.Equal("100\n200\n0\n65536\n", text);
    }

    [Fact(Timeout = 60000)]
    public async Task CpuAffinity_IsTheChilds()
    {
        Assert.Equal("0\n", await Say("awk '/Cpus_allowed_list/{print $2}' /proc/self/status", r => r with { CpuAffinity = [0] }));
    }

    [Fact(Timeout = 60000)]
    public async Task NoNewPrivileges_HoldInTheChild()
    {
        Assert.Equal("1\n", await Say("awk '/NoNewPrivs/{print $2}' /proc/self/status", r => r with { NoNewPrivileges = true }));
    }

    [NeedsRootFact(Timeout = 60000)]
    public async Task User_ByName_BringsItsGroups()
    {
        Assert.Equal("65534 65534 65534\n", (await Say("echo $(id -u) $(id -g) $(id -G)", r => r with { User = "nobody" })).Replace("nogroup", "65534", StringComparison.Ordinal));
    }

    [NeedsRootTheory(Timeout = 60000)]
    [InlineData("12345:54321", null, null, "12345 54321 54321")]
    [InlineData("12345", "7", null, "12345 7 7")]
    [InlineData("nobody:daemon", null, new[] { "3", "daemon", "4" }, "65534 1 1 3 4")]
    [InlineData("nobody", "1", new string[0], "65534 1 1")]
    [InlineData(null, "3", null, "0 3 3")]
    public async Task UserAndGroups_AreTaken(string? user, string? group, string[]? supplementary, string expected)
    {
        var text = await Say("echo $(id -u) $(id -g) $(id -G)", r => r with { User = user, Group = group, SupplementaryGroups = supplementary });
        Assert.Equal(expected, text.TrimEnd('\n'));
    }

    [NeedsRootFact(Timeout = 60000)]
    public async Task User_HasNoWayBack()
    {
        var text = await Say("grep -E '^(Uid|CapEff|CapPrm)' /proc/self/status | tr -s '\\t' ' '", r => r with { User = "nobody" });
        Assert.Equal("Uid: 65534 65534 65534 65534\nCapPrm: 0000000000000000\nCapEff: 0000000000000000\n", text);
    }

    [NeedsRootFact(Timeout = 60000)]
    public async Task ParentDeathSignal_IsSetAfterTheSwitchOfUser()
    {
        // prctl(PR_GET_PDEATHSIG): only a program can ask for its own.
        var seen = await RunToEnd(new SpawnRequest
        {
            Command = ["perl", "-e", "my $b = pack('i', 0); syscall(157, 2, $b, 0, 0, 0); print unpack('i', $b)"],
            User = "nobody",
            ParentDeathSignal = Signals.Usr1,
        });
        Assert.Equal(("10", ""), (seen.Stdout, seen.Stderr));
    }

    [Fact(Timeout = 60000)]
    public async Task ParentDeathSignal_ReachesTheChildOfADaemonThatIsKilled()
    {
        var (daemon, seen) = await Start(new SpawnRequest { Command = ProbeProgram.Command("death-probe") });
        await seen.Until(() => seen.Stdout.EndsWith('\n'));
        var child = int.Parse(seen.Stdout, null);
        Assert.True(IsAlive(child));
        daemon.Signal(Signals.Kill);
        await Eventually(() => !IsAlive(child), "the child dies with its daemon");
    }

    [Fact(Timeout = 60000)]
    public async Task Files_StandForTheStreams_AndAreAppendedTo()
    {
        using var folder = new TemporaryFolder();
        var input = folder.Write("in", "typed\n");
        var output = folder.Write("out", "before\n");
        var request = Shell("cat; echo oops >&2") with
        {
            Stdin = StdinMode.File,
            StdinFile = input,
            Stdout = OutputMode.File,
            StdoutFile = output,
            Stderr = OutputMode.File,
            StderrFile = folder.Root + "/err",
        };
        var (_, seen) = await Start(request);
        await seen.Until(() => seen.Exits == 1);
        Assert.Equal("before\ntyped\n", await File.ReadAllTextAsync(output));
        Assert.Equal("oops\n", await File.ReadAllTextAsync(folder.Root + "/err"));
        Assert.Equal((0, 0), (seen.StdoutCloses, seen.StderrCloses));
    }

    [Theory(Timeout = 60000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Descriptors_ArriveAtTheirNumbers_AndNothingElseDoes(bool shim)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("three", "3");
        using var open = File.OpenHandle(folder.Write("nine", "9"));
        var (child, seen) = await Start(Shell("cat <&3; cat <&9; echo x >&5; echo; exec sleep 300") with
        {
            Descriptors = new Dictionary<int, SpawnDescriptor>
            {
                [9] = SpawnDescriptor.Open(open),
                [3] = SpawnDescriptor.File(path),
                [5] = SpawnDescriptor.File(folder.Root + "/five", FileAccess.Write),
            },
            Stdin = StdinMode.Pipe,
            Umask = shim ? 0 : null,
        });
        await seen.Until(() => seen.Stdout.Contains("39\n", StringComparison.Ordinal) || seen.Stderr.Length > 0 || seen.Exits > 0);
        Assert.Equal(("39\n", ""), (seen.Stdout, seen.Stderr));
        Assert.Equal("x\n", await File.ReadAllTextAsync(folder.Root + "/five"));
        // The shell's own come and go until it has become the sleep, and the loader's until that runs.
        await Eventually(() => OpenDescriptors(child.Pid) is [0, 1, 2, 3, 5, 9], "the child has its descriptors and no others");
    }

    [Fact(Timeout = 60000)]
    public async Task Child_OfTheHelper_LooksLikeAnyOther()
    {
        var script = "grep -E '^(SigBlk|SigCgt)' /proc/self/status; awk '/SigIgn/{print substr($2,9)}' /proc/self/status; ls /proc/self/fd; pwd; echo $0 $1 $A; readlink /proc/self/exe";
        var request = new SpawnRequest
        {
            Command = ["sh", "-c", script, "zero", "ü one"],
            WorkingDirectory = "/usr",
            Environment = new Dictionary<string, string> { ["A"] = "b c", ["PATH"] = "/usr/bin:/bin" },
            Mark = "shim-mark",
        };
        var plain = await RunToEnd(request);
        var helped = await RunToEnd(request with { Umask = 18 });
        Assert.Equal(plain.Stdout, helped.Stdout);
        Assert.Equal("", helped.Stderr);
    }

    [Fact(Timeout = 60000)]
    public async Task Child_OfTheHelper_HasExactlyItsEnvironmentAndItsPid()
    {
        var (child, seen) = await Start(new SpawnRequest
        {
            Command = ["sh", "-c", "tr '\\0' '\\n' </proc/$$/environ; echo $$; exec sleep 300"],
            Environment = new Dictionary<string, string> { ["A"] = "1" },
            Nice = 1,
        });
        await seen.UntilOutput($"{child.Pid}\n");
        Assert.Equal($"A=1\n{child.Pid}\n", seen.Stdout);
        Assert.Single(child.Tree());
        Assert.True(StatFile.TryRead(child.Pid, out var row));
        Assert.Equal((child.Pid, child.Pid, child.StartTime, 1), (row.Session, row.Group, row.StartTime, row.Threads));
        Assert.Equal([0, 1, 2], OpenDescriptors(child.Pid));
    }

    [Fact(Timeout = 120000)]
    public async Task ManyThroughTheHelper_KeepTheirStatus_WhilePlainOnesOvertake()
    {
        var helped = Enumerable.Range(0, 40).Select(i => RunToEnd(Shell($"exit {i}") with { Umask = 18 })).ToArray();
        Assert.Equal("quick\n", (await RunToEnd("echo quick")).Stdout);
        Assert.False(helped.All(task => task.IsCompleted));
        Assert.Equal(Enumerable.Range(0, 40).Select(i => (int?)i), (await Task.WhenAll(helped)).Select(seen => seen.Status.Code));
    }

    private async Task<string> Say(string script, Func<SpawnRequest, SpawnRequest> change)
    {
        var seen = await RunToEnd(change(Shell(script)));
        Assert.Equal("", seen.Stderr);
        return seen.Stdout;
    }
}
