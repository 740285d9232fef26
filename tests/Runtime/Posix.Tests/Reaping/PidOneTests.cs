namespace Supervision.Posix.Tests;

/// <summary>Runs <see cref="InitProbe"/> in pid namespaces of its own, which needs root.</summary>
public sealed class PidOneTests : ProcessTests
{
    [Fact(Timeout = 120000)]
    public async Task Host_AsPidOneOfANamespace_SpawnsReapsAndStops()
    {
        if (Environment.UserName != "root")
            return;
        var lines = await Probe("--pid", "--fork", "--mount-proc", "--kill-child");
        Assert.Equal(
            ["pid=1 first=True", "status=exited with code 3", "stranger=exited with code 7", "stop=Empty unproven=", "group=NoSuchProcess"],
            lines);
    }

    [Fact(Timeout = 120000)]
    public async Task Host_WithTheProcOfAnotherNamespace_StopsTheGroupAndSaysWhatIsNotProven()
    {
        if (Environment.UserName != "root")
            return;
        var lines = await Probe("--pid", "--fork", "--kill-child");
        Assert.Equal("stop=Empty unproven=/proc belongs to another pid namespace: only the leader and its process group could be checked", lines[3]);
        Assert.Equal("group=NoSuchProcess", lines[4]);
    }

    [Fact(Timeout = 120000)]
    public async Task Host_NotAsPidOne_DoesTheSame()
    {
        var seen = await RunToEnd(new SpawnRequest { Command = [.. Self] });
        Assert.Equal("", seen.Stderr);
        var lines = seen.Stdout.TrimEnd('\n').Split('\n');
        Assert.EndsWith("first=False", lines[0], StringComparison.Ordinal);
        Assert.Equal(["status=exited with code 3", "stranger=exited with code 7", "stop=Empty unproven=", "group=NoSuchProcess"], lines[1..]);
    }

    private static IEnumerable<string> Self =>
        [Environment.ProcessPath!, "exec", typeof(InitProbe).Assembly.Location, "init-probe"];

    private async Task<string[]> Probe(params string[] options)
    {
        var seen = await RunToEnd(new SpawnRequest { Command = ["unshare", .. options, .. Self] });
        Assert.Equal("", seen.Stderr);
        return seen.Stdout.TrimEnd('\n').Split('\n');
    }
}
