namespace Supervision.Posix.Tests;

public sealed class TreeTests : ProcessTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    [Fact(Timeout = 60000)]
    public async Task Stop_OfAWillingTree_NeedsNoKill()
    {
        var (child, _) = await Start("exec sleep 300");
        var began = TimeProvider.System.GetTimestamp();
        var result = await child.StopTreeAsync(new TreeStopOptions { Grace = TimeSpan.FromSeconds(30) });
        Assert.Equal(new TreeStopResult.Empty(), result);
        Assert.Equal(ExitStatus.FromSignal(Signals.Term), await child.Exited);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(20));
        Assert.Empty(child.Tree(includeZombies: true));
    }

    [Fact(Timeout = 60000)]
    public async Task Stop_WithAnotherSignal_SendsThat()
    {
        var (child, seen) = await Start("trap 'exit 42' USR1; echo ready; while :; do sleep 0.05; done");
        await seen.UntilOutput("ready");
        await child.StopTreeAsync(new TreeStopOptions { Signal = Signals.Usr1 });
        Assert.Equal(ExitStatus.FromCode(42), await child.Exited);
    }

    [Fact(Timeout = 60000)]
    public async Task Stop_OfAChildThatIgnoresTerm_KillsItAfterTheGrace()
    {
        var (child, seen) = await Start("trap '' TERM; echo ready; while :; do sleep 0.1; done");
        await seen.UntilOutput("ready");
        var began = TimeProvider.System.GetTimestamp();
        var result = await child.StopTreeAsync(new TreeStopOptions { Grace = TimeSpan.FromMilliseconds(400) });
        Assert.Equal(new TreeStopResult.Empty { Killed = true }, result);
        Assert.Equal(ExitStatus.FromSignal(Signals.Kill), await child.Exited);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.FromMilliseconds(390), TimeSpan.FromSeconds(10));
    }

    [Fact(Timeout = 60000)]
    public async Task Stop_Hastened_KillsAtOnce()
    {
        var (child, seen) = await Start("trap '' TERM; echo ready; while :; do sleep 0.1; done");
        await seen.UntilOutput("ready");
        using var hasten = new CancellationTokenSource();
        var stop = child.StopTreeAsync(new TreeStopOptions { Grace = TimeSpan.MaxValue }, hasten.Token);
        Assert.NotSame(stop, await Task.WhenAny(stop, Task.Delay(200)));
        await hasten.CancelAsync();
        Assert.Equal(new TreeStopResult.Empty { Killed = true }, await stop.WaitAsync(Bound));
    }

    [Fact(Timeout = 60000)]
    public async Task Stop_WhoseLeaderLeavesOthersBehind_AsksThemToo()
    {
        // The leader dies of TERM without passing it on, as a shell wrapper does.
        var (child, seen) = await Start("(trap 'echo asked; exit 0' TERM; echo ready; while :; do sleep 0.05; done) & wait");
        await seen.UntilOutput("ready");
        var result = await child.StopTreeAsync(new TreeStopOptions { Grace = TimeSpan.FromSeconds(30) });
        Assert.Equal(new TreeStopResult.Empty(), result);
        await seen.UntilOutput("asked");
    }

    [Fact(Timeout = 60000)]
    public async Task Stop_OfAStoppedProcess_LetsItHearTheSignal()
    {
        var (child, seen) = await Start("trap 'exit 9' TERM; echo ready; while :; do sleep 0.05; done");
        await seen.UntilOutput("ready");
        child.Signal(Signals.Stop);
        await Eventually(() => StatFile.TryRead(child.Pid, out var row) && row.State == 'T', "stopped");
        await child.StopTreeAsync(new TreeStopOptions { Grace = TimeSpan.FromSeconds(30) });
        Assert.Equal(ExitStatus.FromCode(9), await child.Exited);
    }

    [Fact(Timeout = 60000)]
    public async Task Kill_FindsAGrandchildInASessionOfItsOwn()
    {
        var (child, seen) = await Start("setsid sh -c 'echo pid $$; exec sleep 300' & wait");
        await seen.UntilOutput("\n");
        var escapee = PidIn(seen);
        Assert.Contains(child.Tree(), m => m.Pid == escapee);
        Assert.Equal(new TreeStopResult.Empty { Killed = true }, await child.KillTreeAsync(Bound));
        Assert.False(IsAlive(escapee));
    }

    [Fact(Timeout = 60000)]
    public async Task Kill_FindsADaemonThatForkedTwiceAndLostItsParents()
    {
        // Nobody looked at the tree before: only the mark can tell whose it is.
        var (child, seen) = await Start("setsid sh -c '(exec >/dev/null 2>&1; exec sleep 300) & echo pid $!'; exit 0");
        await child.Exited;
        await seen.UntilOutput("\n");
        var daemon = PidIn(seen);
        Assert.True(IsAlive(daemon));
        var member = Assert.Single(child.Tree());
        Assert.Equal((daemon, Environment.ProcessId), (member.Pid, member.ParentPid));
        Assert.Equal(new TreeStopResult.Empty { Killed = true }, await child.KillTreeAsync(Bound));
        Assert.False(IsAlive(daemon));
    }

    [Fact(Timeout = 60000)]
    public async Task Kill_FindsAnUnmarkedDaemonThatWasSeenBefore()
    {
        var (child, seen) = await Start("env -i setsid sh -c 'sleep 300 & echo pid $!; wait' & read x </proc/self/fd/0; sleep 0.1; wait");
        await seen.UntilOutput("\n");
        var daemon = PidIn(seen);
        Assert.Contains(child.Tree(), m => m.Pid == daemon);
        child.Signal(Signals.Kill);
        await child.Exited;
        Assert.Contains(child.Tree(), m => m.Pid == daemon);
        Assert.IsType<TreeStopResult.Empty>(await child.KillTreeAsync(Bound));
        Assert.False(IsAlive(daemon));
    }

    [Fact(Timeout = 60000)]
    public async Task Kill_OfABoundedForkBomb_LeavesNothing()
    {
        // Every process makes two more until five generations stand (31 processes); half of them go to sessions of their own.
        using var folder = new TemporaryFolder();
        var bomb = folder.Write(
            "bomb", "#!/bin/sh\n[ $1 = 0 ] && exec sleep 300\n$0 $(($1-1)) &\nsetsid $0 $(($1-1)) &\nwait\n");
        var (child, _) = await Start(Shell($"exec {bomb} 4"));
        // Not until it is full grown: it must be killed while it forks.
        await Eventually(() => child.Tree().Count >= 8, "eight processes");
        var result = await child.KillTreeAsync(Bound);
        Assert.Equal(new TreeStopResult.Empty { Killed = true }, result);
        Assert.Empty(child.Tree());
        Assert.DoesNotContain(Directory.GetDirectories("/proc"), d => CommandLine(d).Contains(bomb, StringComparison.Ordinal));
    }

    [Fact(Timeout = 60000)]
    public async Task Kill_OfATreeThatEndedLongAgo_IsEmptyAtOnce()
    {
        var (child, _) = await Start("exit 0");
        await child.Exited;
        Assert.IsType<TreeStopResult.Empty>(await child.KillTreeAsync(TimeSpan.Zero));
        Assert.IsType<TreeStopResult.Empty>(await child.StopTreeAsync(new TreeStopOptions()));
    }

    [Fact(Timeout = 60000)]
    public async Task Tree_CountsAZombieAsDead_ButShowsItWhenAsked()
    {
        // The leader becomes sleep, which never waits for the child that the shell made before.
        var (child, seen) = await Start("sh -c 'echo pid $$' & exec sleep 300");
        await seen.UntilOutput("\n");
        var zombie = PidIn(seen);
        await Eventually(() => StatFile.TryRead(zombie, out var row) && row.IsDead, "a zombie");
        Assert.DoesNotContain(child.Tree(), m => m.Pid == zombie);
        Assert.True(child.Tree(includeZombies: true).Single(m => m.Pid == zombie).IsZombie);
    }

    [Fact(Timeout = 60000)]
    public async Task Trees_OfSiblings_AreKeptApart()
    {
        var (a, seenA) = await Start("sleep 300 & echo ready; wait");
        var (b, seenB) = await Start("sleep 300 & echo ready; wait");
        await Task.WhenAll(seenA.UntilOutput("ready"), seenB.UntilOutput("ready"));
        Assert.Equal(2, a.Tree().Count);
        await a.KillTreeAsync(Bound);
        Assert.Empty(a.Tree());
        Assert.Equal(2, b.Tree().Count);
        Assert.False(b.HasExited);
    }

    [Fact(Timeout = 300000)]
    public async Task Stop_OfAThousandTreesAtOnce_StopsAll()
    {
        var children = new List<IChildProcess>();
        for (var i = 0; i < 1000; i++)
            children.Add((await Start("sleep 300 & wait")).Child);
        var began = TimeProvider.System.GetTimestamp();
        var results = await Task.WhenAll(children.Select(c => c.StopTreeAsync(new TreeStopOptions { Grace = TimeSpan.FromSeconds(60) })));
        Assert.All(results, r => Assert.Equal(new TreeStopResult.Empty(), r));
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(50));
        Assert.All(children, c => Assert.True(c.HasExited));
        var table = new ProcessTable();
        table.Refresh();
        Assert.DoesNotContain(children, c => table.UsageOf(c).Processes > 0);
    }

    [Fact(Timeout = 60000)]
    public async Task Group_OutlivesItsLeader_AndCanBeSignalled()
    {
        var (child, seen) = await Start("sleep 300 & echo pid $!; exit 0");
        await child.Exited;
        await seen.UntilOutput("\n");
        Assert.Equal(SignalResult.NoSuchProcess, child.Signal(0));
        Assert.Equal(SignalResult.Sent, child.SignalGroup(Signals.Kill));
        await Eventually(() => !IsAlive(PidIn(seen)), "the group is dead");
    }

    [Fact(Timeout = 60000)]
    public async Task Stop_OnAHostThatGoesAway_IsCancelled()
    {
        var host = ProcessHost.Start();
        var started = (SpawnResult.Started)await host.SpawnAsync(Shell("trap '' TERM; sleep 300"), new Recorder());
        var stop = started.Process.StopTreeAsync(new TreeStopOptions { Grace = TimeSpan.FromMinutes(5) });
        await host.DisposeAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stop.WaitAsync(Bound));
        started.Process.SignalGroup(Signals.Kill);
        await started.Process.Exited.WaitAsync(Bound);
    }

    private static int PidIn(Recorder seen) =>
        int.Parse(seen.Stdout.Split('\n').First(l => l.StartsWith("pid ", StringComparison.Ordinal))[4..], null);

    private static string CommandLine(string directory)
    {
        try
        {
            return File.ReadAllText(directory + "/cmdline");
        }
        catch (IOException)
        {
            // Not a process, or gone.
            return "";
        }
    }
}
