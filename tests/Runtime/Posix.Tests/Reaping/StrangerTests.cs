using System.Collections.Concurrent;

namespace Supervision.Posix.Tests;

public sealed class StrangerTests : ProcessTests
{
    private readonly ConcurrentDictionary<int, ReapedStranger> _reaped = new();

    public StrangerTests() => Host.StrangerReaped += stranger => _reaped[stranger.Pid] = stranger;

    [Fact(Timeout = 60000)]
    public async Task Orphan_ThatEnds_IsReapedWithItsStatus()
    {
        var (child, seen) = await Start("(sleep 0.2; exit 7) & echo $!; exit 0");
        await seen.UntilOver();
        var orphan = int.Parse(seen.Stdout, null);
        await Eventually(() => _reaped.ContainsKey(orphan), "the orphan is reaped");
        Assert.Equal(ExitStatus.FromCode(7), _reaped[orphan].Status);
        Assert.False(StatFile.TryRead(orphan, out _));
        Assert.True(child.HasExited);
    }

    [Fact(Timeout = 60000)]
    public async Task Orphan_OfAKnownTree_NamesItsTree()
    {
        var (child, seen) = await Start("sleep 300 >/dev/null 2>&1 & echo $!; exit 0");
        await seen.UntilOver();
        var orphan = int.Parse(seen.Stdout, null);
        Assert.Contains(child.Tree(), m => m.Pid == orphan);
        child.SignalGroup(Signals.Term);
        await Eventually(() => _reaped.ContainsKey(orphan), "the orphan is reaped");
        Assert.Same(child, _reaped[orphan].Tree);
        Assert.Equal(ExitStatus.FromSignal(Signals.Term), _reaped[orphan].Status);
    }

    [Fact(Timeout = 60000)]
    public async Task ManyOrphans_AreAllReaped_WhileChildrenKeepTheirStatus()
    {
        var (child, seen) = await Start("for i in 1 2 3 4 5 6 7 8 9 10; do (sleep 0.1; exit $i) & echo $!; done; exit 11");
        var others = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => RunToEnd($"sleep 0.1; exit {i}")));
        await seen.UntilOver();
        Assert.Equal(ExitStatus.FromCode(11), await child.Exited);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (int?)i), others.Select(o => o.Status.Code));
        var orphans = seen.Stdout.TrimEnd('\n').Split('\n').Select(p => int.Parse(p, null)).ToArray();
        await Eventually(() => orphans.All(_reaped.ContainsKey), "ten orphans are reaped");
        Assert.Equal(Enumerable.Range(1, 10).Select(i => (int?)i), orphans.Select(o => _reaped[o].Status.Code));
    }

    [Fact(Timeout = 60000)]
    public async Task ChildOfOtherCodeInThisProcess_KeepsItsStatusForThatCode()
    {
        using var process = System.Diagnostics.Process.Start("/bin/sh", ["-c", "exit 23"]);
        await process.WaitForExitAsync();
        Assert.Equal(23, process.ExitCode);
        Assert.False(_reaped.ContainsKey(process.Id));
        // And ours go on.
        Assert.Equal(ExitStatus.FromCode(0), (await RunToEnd("exit 0")).Status);
    }

    [Fact(Timeout = 60000)]
    public async Task Orphan_BehindAZombieOfOtherCode_IsReaped()
    {
        // Other code of this process starts a child and does not ask for its status: the first that a wait for any child shows.
        using var zombie = new UnaskedChild();
        await Eventually(() => StatFile.TryRead(zombie.Pid, out var row) && row.State == 'Z', "the zombie of other code");
        var (_, seen) = await Start("(sleep 0.2; exit 9) & echo $!; exit 0");
        await seen.UntilOver();
        var orphan = int.Parse(seen.Stdout, null);
        await Eventually(() => _reaped.ContainsKey(orphan), "the orphan is reaped");
        Assert.Equal(ExitStatus.FromCode(9), _reaped[orphan].Status);
        Assert.Equal(5, zombie.TakeStatus());
    }
}
