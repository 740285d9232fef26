using System.Globalization;

namespace Supervision.Posix.Tests;

public sealed class SpawnTests : ProcessTests
{
    [Fact(Timeout = 60000)]
    public async Task Child_IsLeaderOfItsOwnSessionAndGroup()
    {
        var (child, _) = await Start("exec sleep 300");
        Assert.True(StatFile.TryRead(child.Pid, out var row));
        Assert.Equal((child.Pid, child.Pid, Environment.ProcessId), (row.Session, row.Group, row.ParentPid));
        Assert.Equal(row.StartTime, child.StartTime);
        Assert.NotEqual(0UL, child.StartTime);
    }

    [Fact(Timeout = 60000)]
    public async Task Child_HasEmptyMaskAndDefaultDispositions()
    {
        var seen = await RunToEnd(new SpawnRequest { Command = ["cat", "/proc/self/status"] });
        var lines = seen.Stdout.Split('\n').Select(l => l.Split(":\t")).Where(p => p.Length == 2).ToDictionary(p => p[0], p => p[1]);
        // SIGPIPE (bit 12) is ignored in this process; 32 and 33 belong to the C library.
        const ulong libraryOwn = 3UL << 31;
        Assert.Equal("0000000000000000", lines["SigBlk"]);
        Assert.Equal(0UL, ulong.Parse(lines["SigIgn"], NumberStyles.HexNumber, CultureInfo.InvariantCulture) & ~libraryOwn);
        Assert.Equal("0000000000000000", lines["SigCgt"]);
    }

    [Fact(Timeout = 60000)]
    public async Task Child_OfAPipeline_DiesOfSigpipe()
    {
        var seen = await RunToEnd("yes | head -n 1; echo ${PIPESTATUS:-done}");
        Assert.Equal("y\ndone\n", seen.Stdout);
        Assert.Equal("", seen.Stderr);
    }

    [Theory(Timeout = 60000)]
    [InlineData(true)]
    [InlineData(false)] // as with musl
    public async Task Child_HasExactlyThreeDescriptors_EvenIfOursAreInheritable(bool closeFrom)
    {
        var leak = OpenInheritable();
        Assert.True(leak > 2);
        SpawnCall.HasCloseFrom = closeFrom;
        try
        {
            var (child, _) = await StartSleep();
            Assert.Equal([0, 1, 2], OpenDescriptors(child.Pid));
        }
        finally
        {
            SpawnCall.HasCloseFrom = true;
            _ = Interop.Close(leak);
        }

        Task<(IChildProcess Child, Recorder Seen)> StartSleep() => Start(new SpawnRequest { Command = ["sleep", "300"], Stdin = StdinMode.Pipe });
    }

    [Fact(Timeout = 60000)]
    public async Task Arguments_ArriveAsTheyAre()
    {
        var seen = await RunToEnd(new SpawnRequest { Command = ["printf", "[%s]", "", "a b", "ü€😀", "$HOME", "'\"\\", "line\nend"] });
        Assert.Equal("[][a b][ü€😀][$HOME]['\"\\][line\nend]", seen.Stdout);
    }

    [Fact(Timeout = 60000)]
    public async Task Environment_Given_IsExactlyThatAndTheMark()
    {
        var seen = await RunToEnd(new SpawnRequest
        {
            Command = ["/usr/bin/env"],
            Environment = new Dictionary<string, string> { ["A"] = "1", ["B"] = "x=y ü" },
            Mark = "m1",
        });
        Assert.Equal(["A=1", "B=x=y ü", "SUPERVISION_MARK=m1"], seen.Stdout.TrimEnd('\n').Split('\n').Order(StringComparer.Ordinal));
    }

    [Fact(Timeout = 60000)]
    public async Task Environment_NotGiven_IsOurs()
    {
        Environment.SetEnvironmentVariable("POSIX_TEST_VARIABLE", "inherited");
        var seen = await RunToEnd("echo $POSIX_TEST_VARIABLE");
        Assert.Equal("inherited\n", seen.Stdout);
    }

    [Fact(Timeout = 60000)]
    public async Task WorkingDirectory_Given_IsWhereTheChildStarts()
    {
        using var folder = new TemporaryFolder();
        var seen = await RunToEnd(Shell("pwd -P") with { WorkingDirectory = folder.Root });
        Assert.Equal(folder.Root + "\n", seen.Stdout);
    }

    [Fact(Timeout = 60000)]
    public async Task Program_InThePathOfTheEnvironmentGiven_IsFoundThere()
    {
        using var folder = new TemporaryFolder();
        folder.Write("bin/only-here", "#!/bin/sh\necho \"$0 $1\"\n");
        var seen = await RunToEnd(new SpawnRequest
        {
            Command = ["only-here", "argument"],
            Environment = new Dictionary<string, string> { ["PATH"] = $"/nonexistent:{folder.Root}/bin:/bin:/usr/bin" },
        });
        Assert.Equal($"{folder.Root}/bin/only-here argument\n", seen.Stdout);
    }

    [Fact(Timeout = 60000)]
    public async Task Program_WithARelativePath_IsRelativeToTheWorkingDirectory()
    {
        using var folder = new TemporaryFolder();
        folder.Write("bin/tool", "#!/bin/sh\necho here\n");
        var seen = await RunToEnd(new SpawnRequest { Command = ["bin/tool"], WorkingDirectory = folder.Root });
        Assert.Equal("here\n", seen.Stdout);
    }

    [Fact(Timeout = 60000)]
    public async Task Stderr_ToStdout_KeepsTheOrder()
    {
        var (_, seen) = await Start(Shell("echo 1; echo 2 >&2; echo 3; echo 4 >&2") with { Stderr = OutputMode.ToStdout });
        await seen.Until(() => seen is { Exits: 1, StdoutCloses: 1 });
        Assert.Equal("1\n2\n3\n4\n", seen.Stdout);
        Assert.Equal(0, seen.StderrCloses);
    }

    [Fact(Timeout = 60000)]
    public async Task Cancellation_BeforeTheTurn_StartsNothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Host.SpawnAsync(Shell("exit 0"), new Recorder(), new CancellationToken(true)));
    }

    private static unsafe int OpenInheritable()
    {
        fixed (byte* path = "/dev/null\0"u8)
            return Interop.Open(path, Interop.O_RDONLY, 0);
    }
}
