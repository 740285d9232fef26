using System.Collections.Concurrent;
using Supervision.Actor;
using Supervision.Configuration;
using Supervision.Event;
using Supervision.Kernel.Tests.Scheduling;

namespace Supervision.Kernel.Tests.Shutdown;

public sealed class CoordinatedShutdownTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly SteppedTime _time = new();
    private readonly RecordingLog _log = new();
    private readonly ConcurrentQueue<string> _ran = [];

    [Fact(Timeout = 30000)]
    public async Task Run_PhasesInDependencyOrder_RunsTheirTasks()
    {
        var shutdown = Make(Phase("b", "a"), Phase("a"), Phase("c", "b"));
        shutdown.AddTask("c", "c1", Note("c1"));
        shutdown.AddTask("a", "a1", Note("a1"));
        shutdown.AddTask("b", "b1", Note("b1"));

        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance);

        Assert.Equal(["a1", "b1", "c1"], _ran);
    }

    [Fact(Timeout = 30000)]
    public async Task Run_TasksOfOnePhase_RunTogether()
    {
        var shutdown = Make(Phase("a"));
        var first = new TaskCompletionSource();
        shutdown.AddTask("a", "waits", async () =>
        {
            await first.Task;
            return Done.Instance;
        });
        shutdown.AddTask("a", "frees", () =>
        {
            first.SetResult();
            return Task.FromResult(Done.Instance);
        });

        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance);

        Assert.True(first.Task.IsCompleted);
    }

    [Fact(Timeout = 30000)]
    public async Task Run_TwiceAndMore_RunsOnceForTheFirstReason()
    {
        var shutdown = Make(Phase("a"));
        shutdown.AddTask("a", "a1", Note("a1"));

        var first = shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance);
        var second = shutdown.Run(CoordinatedShutdown.UnknownReason.Instance);
        await first;

        Assert.Same(first, second);
        Assert.Equal(["a1"], _ran);
        Assert.Same(CoordinatedShutdown.ClrExitReason.Instance, shutdown.ShutdownReason);
    }

    [Fact(Timeout = 30000)]
    public async Task Run_FromALaterPhase_SkipsThoseBefore()
    {
        var shutdown = Make(Phase("a"), Phase("b", "a"), Phase("c", "b"));
        foreach (var phase in new[] { "a", "b", "c" })
            shutdown.AddTask(phase, phase + "1", Note(phase + "1"));

        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance, "b");

        Assert.Equal(["b1", "c1"], _ran);
    }

    [Fact]
    public void ShutdownReason_BeforeTheRun_IsNull() => Assert.Null(Make(Phase("a")).ShutdownReason);

    [Fact(Timeout = 30000)]
    public async Task Failure_OfATaskThatRecovers_IsLoggedAndTheShutdownGoesOn()
    {
        var shutdown = Make(Phase("a"), Phase("b", "a"));
        shutdown.AddTask("a", "bad", () => Task.FromException<Done>(new InvalidOperationException("bad")));
        shutdown.AddTask("a", "worse", () => throw new InvalidOperationException("worse"));
        shutdown.AddTask("b", "b1", Note("b1"));

        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance);

        Assert.Equal(["b1"], _ran);
        Assert.Equal(2, _log.Entries.Count(e => e.Level == LogLevel.WarningLevel && e.Cause is InvalidOperationException));
    }

    [Fact(Timeout = 30000)]
    public async Task Failure_OfAPhaseThatDoesNotRecover_EndsTheShutdown()
    {
        var shutdown = Make(Phase("a", recover: false), Phase("b", "a"));
        shutdown.AddTask("a", "bad", () => Task.FromException<Done>(new InvalidOperationException("bad")));
        shutdown.AddTask("b", "b1", Note("b1"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => shutdown.Run(CoordinatedShutdown.UnknownReason.Instance));

        Assert.Empty(_ran);
    }

    [Fact(Timeout = 30000)]
    public async Task Timeout_OfAPhaseThatRecovers_LeavesItsTasksBehind()
    {
        var shutdown = Make(Phase("a"), Phase("b", "a"));
        shutdown.AddTask("a", "never", () => new TaskCompletionSource<Done>().Task);
        shutdown.AddTask("b", "b1", Note("b1"));

        var run = shutdown.Run(CoordinatedShutdown.UnknownReason.Instance);
        await TimeOutOnce(run);

        Assert.Equal(["b1"], _ran);
        Assert.Contains(_log.Entries, e => e.Level == LogLevel.WarningLevel && e.Text.Contains("never", StringComparison.Ordinal));
    }

    [Fact(Timeout = 30000)]
    public async Task Timeout_OfAPhaseThatDoesNotRecover_FailsTheShutdownAndNamesTheTask()
    {
        var shutdown = Make(Phase("a", recover: false));
        shutdown.AddTask("a", "never", () => new TaskCompletionSource<Done>().Task);

        var run = shutdown.Run(CoordinatedShutdown.UnknownReason.Instance);
        var failure = await Assert.ThrowsAsync<TimeoutException>(() => TimeOutOnce(run));

        Assert.Contains("never", failure.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30000)]
    public async Task Disabled_Phase_DoesNotRunItsTasks()
    {
        var shutdown = Make(Phase("a", enabled: false), Phase("b", "a"));
        shutdown.AddTask("a", "a1", Note("a1"));
        shutdown.AddTask("b", "b1", Note("b1"));

        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance);

        Assert.Equal(["b1"], _ran);
    }

    [Fact(Timeout = 30000)]
    public async Task Task_AddedByAnEarlierPhase_Runs()
    {
        var shutdown = Make(Phase("a"), Phase("b", "a"));
        shutdown.AddTask("a", "adds", () =>
        {
            shutdown.AddTask("b", "late", Note("late"));
            return Task.FromResult(Done.Instance);
        });

        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance);

        Assert.Equal(["late"], _ran);
    }

    [Fact]
    public void Timeouts_OfPhases_AddUp()
    {
        var shutdown = Make(Phase("a"), Phase("b", "a"), Phase("off", "b", enabled: false));

        Assert.Equal(Second, shutdown.Timeout("a"));
        Assert.Equal(2 * Second, shutdown.TotalTimeout);
    }

    [Fact]
    public void Unknown_Phase_IsRefused()
    {
        var shutdown = Make(Phase("a"));

        Assert.Throws<ConfigurationException>(() => shutdown.AddTask("x", "x1", Note("x1")));
        Assert.Throws<ConfigurationException>(() => { _ = shutdown.Timeout("x"); });
        Assert.Throws<ArgumentException>(() => shutdown.AddTask("a", "", Note("a1")));
    }

    private static (string Name, Phase Phase) Phase(string name, string dependsOn = "", bool recover = true, bool enabled = true) =>
        (name, new Phase(dependsOn.Split(' ', StringSplitOptions.RemoveEmptyEntries), Second, recover, enabled));

    private CoordinatedShutdown Make(params (string Name, Phase Phase)[] phases) =>
        new(null!, phases.ToDictionary(p => p.Name, p => p.Phase), _time, _log);

    private Func<Task<Done>> Note(string text) => () =>
    {
        _ran.Enqueue(text);
        return Task.FromResult(Done.Instance);
    };

    /// <summary>The phase arms its timeout on a pool thread; one step is enough then, and more would end the next phase as well.</summary>
    private async Task TimeOutOnce(Task run)
    {
        while (_time.Armed == 0)
            await Task.Yield();
        _time.Advance(Second);
        await run;
    }
}
