using Supervision.Actor;

namespace Supervision.Pattern;

// Overview
// The strategy that the kernel asks is a wrapped one. Where the real one says Restart, it notes that a restart is due and
// says Stop; the child's end (it is watched) then begins the wait. So the child is gone while it waits, and its name free.
// Where the restarts are used up it says Stop as well, and the child's end stops the supervisor.

/// <summary>Starts its child anew, after a time that doubles, each time it failed with what the strategy restarts for.</summary>
internal sealed class BackoffOnFailureSupervisor(BackoffSpec spec) : BackoffSupervisorBase(spec)
{
    private bool _restartDue;

    protected override SupervisorStrategy SupervisorStrategy() => Spec.Strategy is OneForOneStrategy strategy
        ? new OneForOneStrategy(
            strategy.MaxNumberOfRetries,
            strategy.WithinTimeRangeMilliseconds,
            cause => Decide(strategy, cause))
        : Spec.Strategy;

    protected override bool Receive(object message)
    {
        if (message is not Terminated terminated || !terminated.ActorRef.Equals(Child))
            return HandleBackoff(message);
        ChildEnded();
        return true;
    }

    private protected override void ChildEnded()
    {
        if (!_restartDue || FinalStopMessageReceived)
        {
            Child = null;
            Context.Stop(Self);
            return;
        }

        _restartDue = false;
        ForgetAfterTimeRange();
        ScheduleStart(Spec.DelayAfter(RestartCountN));
    }

    private Directive Decide(OneForOneStrategy strategy, Exception cause)
    {
        var directive = strategy.Decider.Decide(cause);
        if (directive != Directive.Restart)
            return directive;
        _restartDue = MayRestart();
        return Directive.Stop;
    }

    /// <summary>Where the strategy counts within a time range, the count begins anew when the range is over.</summary>
    private void ForgetAfterTimeRange()
    {
        if (RestartCountN > 0 || Spec.Strategy is not OneForOneStrategy { WithinTimeRangeMilliseconds: > 0 } strategy)
            return;
        Context.System.Scheduler.ScheduleTellOnce(
            strategy.WithinTimeRangeMilliseconds, Self, new BackoffSupervisor.ResetRestartCount(1), Self);
    }
}
