namespace Supervision.Posix.Tests;

/// <summary>Runs <see cref="InitProbe"/> in pid namespaces of its own, which needs root.</summary>
public sealed class PidOneTests : ProcessTests
{
    [NeedsRootFact(Timeout = 120000)]
    public async Task Host_AsPidOneOfANamespace_SpawnsReapsAndStops()
    {
        var lines = await Probe("--pid", "--fork", "--mount-proc", "--kill-child");
        Assert.Equal(
            ["pid=1 first=True", "status=exited with code 3", "stranger=exited with code 7", "stop=Empty unproven=", "group=NoSuchProcess"],
            lines);
    }

    [NeedsRootFact(Timeout = 120000)]
    public async Task Host_WithTheProcOfAnotherNamespace_StopsTheGroupAndSaysWhatIsNotProven()
    {
        var lines = await Probe("--pid", "--fork", "--kill-child");
        Assert.Equal("stop=Empty unproven=/proc belongs to another pid namespace: only the leader and its process group could be checked", lines[3]);
        Assert.Equal("group=NoSuchProcess", lines[4]);
    }

    [Fact(Timeout = 120000)]
    public async Task Host_NotAsPidOne_DoesTheSame()
    {
        var seen = await RunToEnd(new SpawnRequest { Command = ProbeProgram.Command("init-probe") });
        Assert.Equal("", seen.Stderr);
        var lines = seen.Stdout.TrimEnd('\n').Split('\n');
        Assert.EndsWith("first=False", lines[0], StringComparison.Ordinal);
        Assert.Equal(["status=exited with code 3", "stranger=exited with code 7", "stop=Empty unproven=", "group=NoSuchProcess"], lines[1..]);
    }

    [NeedsRootFact(Timeout = 120000)]
    public async Task Host_ThatMayNotSeeOtherUsers_SaysWhatIsNotProven()
    {
        // As nobody, who may not be able to read where the tests were built.
        using var folder = new TemporaryFolder();
        File.SetUnixFileMode(folder.Root, (UnixFileMode)0b111_101_101);
        foreach (var file in Directory.GetFiles(AppContext.BaseDirectory, "Supervision.Posix*"))
            File.Copy(file, Path.Combine(folder.Root, Path.GetFileName(file)));
        var program = ShellWords.Join(
            ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", .. ProbeProgram.CommandIn(folder.Root, "init-probe")]);
        var seen = await RunToEnd(new SpawnRequest
        {
            Command =
            [
                "unshare", "--mount", "--pid", "--fork", "--mount-proc", "--kill-child",
                "sh", "-c", $"mount -o remount,hidepid=2 /proc && {program}; exit $?",
            ],
        });
        Assert.Equal("", seen.Stderr);
        var lines = seen.Stdout.TrimEnd('\n').Split('\n');
        Assert.Equal("status=exited with code 3", lines[1]);
        Assert.Equal(
            "stop=Empty unproven=/proc hides the processes of other users: those of the tree that changed their user could not be checked",
            lines[3]);
    }

    [NeedsRootFact(Timeout = 120000)]
    public async Task Host_InANestedNamespace_DoesTheSame()
    {
        var lines = await Probe("--pid", "--fork", "--mount-proc", "--kill-child", "unshare", "--pid", "--fork", "--mount-proc", "--kill-child");
        Assert.Equal(
            ["pid=1 first=True", "status=exited with code 3", "stranger=exited with code 7", "stop=Empty unproven=", "group=NoSuchProcess"],
            lines);
    }

    [NeedsRootFact(Timeout = 120000)]
    public async Task Host_UnderAReadOnlyRoot_DoesTheSame_AlsoThroughTheHelper()
    {
        const string readOnly = "awk '{print $2}' /proc/mounts | sort -r | while read m; do mount -o remount,bind,ro $m 2>/dev/null; done; "
            + "if touch /tmp/x 2>/dev/null; then echo writable; fi; exec ";
        var lines = await Probe(
            "--mount", "--pid", "--fork", "--mount-proc", "--kill-child", "sh", "-c", readOnly + ShellWords.Join(ProbeProgram.Command("init-probe")), "sh");
        Assert.Equal(
            ["pid=1 first=True", "status=exited with code 3", "stranger=exited with code 7", "stop=Empty unproven=", "group=NoSuchProcess"],
            lines);
        var helped = await Probe(
            "--mount", "--pid", "--fork", "--mount-proc", "--kill-child", "sh", "-c", readOnly + ShellWords.Join(ProbeProgram.Command("user-same")), "sh");
        Assert.Equal(["started"], helped);
    }

    [NeedsRootFact(Timeout = 120000)]
    public async Task Pid_ThatIsGivenToAnother_IsNeverTakenForTheOldOne()
    {
        var seen = await RunToEnd(new SpawnRequest
        {
            Command = ["unshare", "--pid", "--fork", "--mount-proc", "--kill-child", .. ProbeProgram.Command("reuse-probe")],
        });
        Assert.Equal("", seen.Stderr);
        Assert.Equal(
            "reused=True\nsignal=NoSuchProcess group=NoSuchProcess tree=0\nstop=Empty killed-successor=False\nmistaken=0 group=NoSuchProcess alive=True\n",
            seen.Stdout);
    }

    private async Task<string[]> Probe(params string[] options)
    {
        var seen = await RunToEnd(new SpawnRequest { Command = ["unshare", .. options, .. ProbeProgram.Command("init-probe")] });
        Assert.Equal("", seen.Stderr);
        return seen.Stdout.TrimEnd('\n').Split('\n');
    }
}
