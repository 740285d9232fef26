using Supervision.Actor;
using Supervision.Actor.Setup;
using Supervision.Event;
using Supervision.Pattern;
using Supervision.Kernel.Tests.Event;
using Supervision.Kernel.Tests.Scheduling;

namespace Supervision.Kernel.Tests.Pattern;

public sealed class BackoffSupervisorTests : IAsyncLifetime
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly SteppedTime _time = new();
    private readonly ActorSystem _system;
    private readonly Probe _probe;

    public BackoffSupervisorTests()
    {
        _system = ActorSystem.Create("backoff", ActorSystemSetup.Create(
            new SchedulerSetup(_time), new LoggingSetup { LogLevel = LogLevel.ErrorLevel }.ClearLoggers()));
        _probe = new Probe(_system, "probe");
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _system.Terminate();

    [Fact(Timeout = 30000)]
    public async Task OnStop_ChildThatStops_IsStartedAfterTimesThatDouble()
    {
        var supervisor = Start(OnStop());
        await Started();

        foreach (var wait in new[] { 1, 2, 4, 4 })
        {
            await StopChild(supervisor);
            _time.Advance(wait * Second - TimeSpan.FromMilliseconds(1));
            await _probe.ExpectNothingBefore(new object());
            _time.Advance(TimeSpan.FromMilliseconds(1));
            await Started();
        }

        Assert.Equal(4, await RestartCount(supervisor));
    }

    [Fact(Timeout = 30000)]
    public async Task OnStop_WhoSawTheEndOfTheChild_SeesItCounted()
    {
        var supervisor = Start(OnStop());
        for (var i = 1; i <= 50; i++)
        {
            await Started();
            var child = (await supervisor.Ask<BackoffSupervisor.CurrentChild>(BackoffSupervisor.GetCurrentChild.Instance)).Ref;
            var end = child.WatchAsync();
            supervisor.Tell("stop");
            Assert.True(await end);
            Assert.Equal(i, await RestartCount(supervisor));
            _time.Advance(4 * Second);
        }
    }

    [Fact(Timeout = 30000)]
    public async Task OnStop_ChildThatFails_IsRestartedByTheStrategyAtOnce()
    {
        var supervisor = Start(OnStop());
        await Started();

        supervisor.Tell("fail");

        await Started();
        Assert.Equal(0, await RestartCount(supervisor));
    }

    [Fact(Timeout = 30000)]
    public async Task OnStop_WithStoppingStrategy_BacksOffFromFailures()
    {
        var supervisor = Start(OnStop().WithDefaultStoppingStrategy());
        await Started();

        supervisor.Tell("fail");
        await NoChild(supervisor);
        _time.Advance(Second);

        await Started();
        Assert.Equal(1, await RestartCount(supervisor));
    }

    [Fact(Timeout = 30000)]
    public async Task OnStop_RetriesUsedUp_StopsTheSupervisor()
    {
        var supervisor = Start(OnStop().WithMaxNrOfRetries(1));
        await Started();
        await StopChild(supervisor);
        _time.Advance(Second);
        await Started();

        supervisor.Tell("stop");

        Assert.True(await supervisor.WatchAsync());
    }

    [Fact(Timeout = 30000)]
    public async Task OnFailure_ChildThatFails_IsStartedAfterTimesThatDouble()
    {
        var supervisor = Start(OnFailure());
        await Started();

        foreach (var wait in new[] { 1, 2, 4 })
        {
            supervisor.Tell("fail");
            await NoChild(supervisor);
            _time.Advance(wait * Second - TimeSpan.FromMilliseconds(1));
            await _probe.ExpectNothingBefore(new object());
            _time.Advance(TimeSpan.FromMilliseconds(1));
            await Started();
        }
    }

    [Fact(Timeout = 30000)]
    public async Task OnFailure_ChildThatStops_StopsTheSupervisor()
    {
        var supervisor = Start(OnFailure());
        await Started();

        supervisor.Tell("stop");

        Assert.True(await supervisor.WatchAsync());
    }

    [Fact(Timeout = 30000)]
    public async Task OnFailure_RetriesUsedUp_StopsTheSupervisor()
    {
        var supervisor = Start(OnFailure().WithMaxNrOfRetries(1));
        await Started();
        supervisor.Tell("fail");
        await NoChild(supervisor);
        _time.Advance(Second);
        await Started();

        supervisor.Tell("fail");

        Assert.True(await supervisor.WatchAsync());
    }

    [Fact(Timeout = 30000)]
    public async Task AutoReset_ChildThatHeldOut_StartsOverAtTheMinimum()
    {
        var supervisor = Start(OnStop().WithAutoReset(2 * Second));
        await Started();
        await StopChild(supervisor);
        _time.Advance(Second);
        await Started();

        // The answer comes when the supervisor is done with the start, and so has armed the reset.
        Assert.Equal(1, await RestartCount(supervisor));
        _time.Advance(2 * Second);

        Assert.Equal(0, await RestartCount(supervisor));
    }

    [Fact(Timeout = 30000)]
    public async Task ManualReset_WhenTheChildSaysSo_StartsOver()
    {
        var supervisor = Start(OnStop().WithManualReset());
        await Started();
        await StopChild(supervisor);
        _time.Advance(Second);
        await Started();
        _time.Advance(60 * Second);
        Assert.Equal(1, await RestartCount(supervisor));

        supervisor.Tell("reset");
        await _probe.FishFor<string>(m => m == "reset done");

        Assert.Equal(0, await RestartCount(supervisor));
    }

    [Fact(Timeout = 30000)]
    public async Task Messages_ToTheSupervisor_ReachTheChildWithTheirSender()
    {
        var supervisor = Start(OnStop());
        await Started();

        supervisor.Tell("echo", _probe.Ref);

        Assert.Equal("echo", await _probe.Expect<string>());
    }

    [Fact(Timeout = 30000)]
    public async Task ReplyWhileStopped_WithoutChild_IsSent()
    {
        var supervisor = Start(OnStop().WithReplyWhileStopped("later"));
        await Started();
        await StopChild(supervisor);

        supervisor.Tell("echo", _probe.Ref);

        Assert.Equal("later", await _probe.Expect<string>());
        Assert.Equal(supervisor, _probe.LastSender);
    }

    [Fact(Timeout = 30000)]
    public async Task Message_WithoutChildAndReply_GoesToTheDeadLetters()
    {
        var supervisor = Start(OnStop());
        await Started();
        await StopChild(supervisor);
        _system.EventStream.Subscribe<DeadLetter>(_probe.Ref);

        supervisor.Tell("echo", _probe.Ref);

        await _probe.FishFor<DeadLetter>(l => l.Message is "echo");
    }

    [Fact(Timeout = 30000)]
    public async Task FinalStopMessage_ThenTheChildStops_StopsTheSupervisor()
    {
        var supervisor = Start(OnStop().WithFinalStopMessage(m => m is "stop"));
        await Started();

        supervisor.Tell("stop");

        Assert.True(await supervisor.WatchAsync());
    }

    [Fact(Timeout = 30000)]
    public async Task FinalStopMessage_WithoutChild_StopsTheSupervisor()
    {
        var supervisor = Start(OnStop().WithFinalStopMessage(m => m is "enough"));
        await Started();
        await StopChild(supervisor);

        supervisor.Tell("enough");

        Assert.True(await supervisor.WatchAsync());
    }

    [Theory]
    [InlineData(0, 1, 0.1)]
    [InlineData(2, 1, 0.1)]
    [InlineData(1, 2, -0.1)]
    [InlineData(1, 2, 1.1)]
    public void Options_OutOfRange_AreRefused(int min, int max, double random) => Assert.Throws<ArgumentException>(
        () => BackoffSupervisor.Props(Backoff.OnStop(Child(), "c", min * Second, max * Second, random, -1)));

    [Theory]
    [InlineData(1), InlineData(3600)]
    public void AutoReset_OutsideOfTheBackoffs_IsAccepted(int seconds) =>
        Assert.NotNull(BackoffSupervisor.Props(OnStop().WithAutoReset(seconds * Second / 2)));

    private Props Child()
    {
        var probe = _probe.Ref;
        return Props.Create(() => new Worker(probe));
    }

    private BackoffOptions OnStop() => Backoff.OnStop(Child(), "child", Second, 4 * Second, 0.0, -1).WithManualReset();

    private BackoffOptions OnFailure() => Backoff.OnFailure(Child(), "child", Second, 4 * Second, 0.0, -1).WithManualReset();

    private IActorRef Start(BackoffOptions options) => _system.ActorOf(BackoffSupervisor.Props(options));

    private async Task Started() => await _probe.FishFor<string>(m => m == "started");

    private static async Task<int> RestartCount(IActorRef supervisor) =>
        (await supervisor.Ask<BackoffSupervisor.RestartCount>(BackoffSupervisor.GetRestartCount.Instance)).Count;

    private static async Task StopChild(IActorRef supervisor)
    {
        supervisor.Tell("stop");
        await NoChild(supervisor);
    }

    /// <summary>Asks until the supervisor has seen the end of its child; only then is the wait armed.</summary>
    private static async Task NoChild(IActorRef supervisor)
    {
        while (!(await supervisor.Ask<BackoffSupervisor.CurrentChild>(BackoffSupervisor.GetCurrentChild.Instance)).Ref.IsNobody())
            await Task.Yield();
    }

    private sealed class Worker : ReceiveActor
    {
        public Worker(IActorRef probe)
        {
            Receive<string>(m => m == "stop", _ => Context.Stop(Self));
            Receive<string>(m => m == "fail", _ => throw new InvalidOperationException("told to"));
            Receive<string>(m => m == "reset", _ =>
            {
                Context.Parent.Tell(BackoffSupervisor.Reset.Instance);
                probe.Tell("reset done");
            });
            ReceiveAny(m => Sender.Tell(m));
            probe.Tell("started");
        }
    }
}
