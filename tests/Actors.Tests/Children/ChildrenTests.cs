using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Settings;
using Supervision.Actors.Tests.Support;
using Supervision.Posix;

namespace Supervision.Actors.Tests.Children;

/// <summary>The deaths of processes that are not the leader.</summary>
public sealed class ChildrenTests
{
    // The leader waits for its children only when told to; what it starts shows its own name.
    private const string LeaderAndTwo = "sleep 1111 & echo $!; sleep 2222 & echo $!; wait; exec sleep 300";

    [Fact(Timeout = 60000)]
    public async Task CriticalChild_ThatIsKilled_FailsTheEngineWithItsOwnReason()
    {
        await using var harness = TreeHarness.Start(TreeHarness.Shell("one", LeaderAndTwo) with { CriticalChildren = ["sleep 1+$"] });
        var critical = await PidAsync(harness);
        await PidAsync(harness);
        await Task.Delay(TimeSpan.FromSeconds(2)); // at least one sample that sees it; too short a wait fails the test, never passes it
        Kill(critical);

        var gone = await harness.NextAsync<EngineChildExited>(e => e.Critical);
        Assert.Equal((critical, "sleep"), (gone.Child, gone.Name));
        var exited = await harness.NextAsync<EngineExited>();
        Assert.Equal(FailureKind.CriticalChild, exited.Failure!.Kind);
        Assert.Equal($"critical child {critical} (sleep), matched by 'sleep 1+$', is gone", exited.Failure.Message);
        Assert.DoesNotContain(harness.Seen.OfType<EngineChildExited>(), e => e.Child != critical);
        await harness.NextAsync<EngineRunning>();
    }

    [Fact(Timeout = 60000)]
    public async Task OtherChild_ThatIsKilled_IsToldAndHarmsNobody()
    {
        await using var harness = TreeHarness.Start(TreeHarness.Shell("one", LeaderAndTwo) with { CriticalChildren = ["sleep 1+$"] });
        await PidAsync(harness);
        var other = await PidAsync(harness);
        await Task.Delay(TimeSpan.FromSeconds(2));
        Kill(other);

        var gone = await harness.NextAsync<EngineChildExited>();
        Assert.Equal((other, false), (gone.Child, gone.Critical));
        Assert.Equal(EngineState.Running, Assert.Single(await harness.Tree.StatusAsync()).State);
    }

    [Fact(Timeout = 60000)]
    public async Task Zombie_OfACriticalChild_CountsAsItsDeath()
    {
        // The leader never waits: what it started stays a zombie.
        await using var harness = TreeHarness.Start(TreeHarness.Shell("one", "sleep 1111 & echo $!; exec sleep 300") with { CriticalChildren = ["sleep 1+$"] });
        var critical = await PidAsync(harness);
        await Task.Delay(TimeSpan.FromSeconds(2));
        Kill(critical);

        var exited = await harness.NextAsync<EngineExited>();
        Assert.Equal(FailureKind.CriticalChild, exited.Failure!.Kind);
    }

    [Fact(Timeout = 60000)]
    public async Task Orphan_ThatEnds_IsToldWithItsStatus()
    {
        await using var harness = TreeHarness.Start(TreeHarness.Shell("one", "(sh -c 'echo $$; sleep 0.3; exit 7' &); exec sleep 300") with
        {
            Memory = new MemorySettings { Interval = TimeSpan.FromMilliseconds(50) },
        });
        var orphan = await PidAsync(harness);

        var gone = await harness.NextAsync<EngineChildExited>(e => e.Child == orphan);
        Assert.Equal(ExitStatus.FromCode(7), gone.Status);
    }

    [Fact(Timeout = 60000)]
    public async Task LeaderAndCriticalChild_DyingTogether_TellOfTheLeader()
    {
        await using var harness = TreeHarness.Start(TreeHarness.Shell("one", "sleep 1111 & echo $$; wait") with { CriticalChildren = ["sleep 1+$"] });
        var leader = await PidAsync(harness);
        await Task.Delay(TimeSpan.FromSeconds(2));
        Kill(-leader);

        var exited = await harness.NextAsync<EngineExited>();
        Assert.Equal((FailureKind.Signalled, "killed by SIGKILL"), (exited.Failure!.Kind, exited.Failure.Message));
    }

    private static async Task<int> PidAsync(TreeHarness harness) => int.Parse((await harness.NextAsync<EngineOutput>()).Line, null);

    private static void Kill(int pid)
    {
        using var kill = System.Diagnostics.Process.Start("kill", ["-KILL", "--", pid.ToString(null, null)]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }
}
