namespace Supervision.Posix.Tests;

/// <summary>The kernel really kills; at most 64 MiB are filled.</summary>
public sealed class RealOomTests : ProcessTests
{
    // "tail" keeps what it reads until the end of it.
    private const string Fill = "head -c 200000000 /dev/zero | tail -c 200000000 > /dev/null";

    [NeedsMemoryCgroupFact]
    public async Task Kill_InAGroupOfItsOwn_IsExplained()
    {
        using var real = RealGroup.TryMake()!;
        var group = Cgroup.At(real.Root)!;
        using var detector = new OomDetector();
        var before = OomDetector.KillsOf(group);

        var (child, seen) = await Start(Shell($"echo $$ > {real.Members}; read go; {Fill}") with { Stdin = StdinMode.Pipe });
        await Eventually(() => detector.OwnGroupOf(child.Pid)?.Path == real.Root, "the child is in its group");
        await child.WriteStdinAsync("go\n"u8.ToArray());
        await seen.UntilOver();

        Assert.Equal(137, seen.Status.ShellCode);
        var memory = group.ReadMemory();
        Assert.True(memory.OomKills > before);
        Assert.Equal(64L << 20, memory.LimitBytes);
        Assert.Equal(OomSource.EngineGroup, detector.Explain(child.Pid, seen.Status, group, before)!.Source);
    }

    [NeedsMemoryCgroupFact]
    public async Task Kill_ThatSomebodySent_IsNotExplained()
    {
        using var real = RealGroup.TryMake()!;
        var group = Cgroup.At(real.Root)!;
        using var detector = new OomDetector();

        var (child, seen) = await Start($"echo $$ > {real.Members}; exec sleep 300");
        await Eventually(() => detector.OwnGroupOf(child.Pid)?.Path == real.Root, "the child is in its group");
        child.Signal(Signals.Kill);
        await seen.UntilOver();

        Assert.Null(detector.Explain(child.Pid, seen.Status, group, OomDetector.KillsOf(group)));
    }
}
