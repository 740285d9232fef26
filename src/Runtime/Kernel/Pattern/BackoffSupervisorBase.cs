using Supervision.Actor;

namespace Supervision.Pattern;

/// <summary>What both kinds of backoff supervisor have in common: they stand in for their child and count its restarts.</summary>
public abstract class BackoffSupervisorBase : ActorBase
{
    private readonly BackoffSpec _spec;

    internal BackoffSupervisorBase(BackoffSpec spec)
    {
        _spec = spec;
    }

    /// <summary>The child; null while there is none.</summary>
    protected IActorRef? Child { get; set; }

    /// <summary>The child's name.</summary>
    protected string ChildName => _spec.ChildName;

    /// <summary>Makes the child.</summary>
    protected Props ChildProps => _spec.ChildProps;

    /// <summary>After which message the child's stop is final; null for none.</summary>
    protected Func<object, bool>? FinalStopMessage => _spec.FinalStopMessage;

    /// <summary>Whether such a message went to the child.</summary>
    protected bool FinalStopMessageReceived { get; set; }

    /// <summary>The answer while there is no child; null for none.</summary>
    protected object? ReplyWhileStopped => _spec.ReplyWhileStopped;

    /// <summary>When the restarts so far are forgotten.</summary>
    protected IBackoffReset Reset => _spec.Reset;

    /// <summary>How often the child was started anew since the count was last reset.</summary>
    protected int RestartCountN { get; set; }

    private protected BackoffSpec Spec => _spec;

    /// <summary>The child has stopped: start it anew later, or stop.</summary>
    private protected abstract void ChildEnded();

    /// <summary>Starts the child.</summary>
    protected override void PreStart() => StartChild();

    /// <summary>Handles what every backoff supervisor does, and passes the rest to the child, or from it to the parent.</summary>
    /// <param name="message">The message.</param>
    /// <returns>Whether it was handled.</returns>
    protected bool HandleBackoff(object message)
    {
        switch (message)
        {
            case BackoffSupervisor.StartChild:
                StartChild();
                if (Reset is AutoReset auto)
                    Context.System.Scheduler.ScheduleTellOnce(
                        auto.ResetBackoff, Self, new BackoffSupervisor.ResetRestartCount(RestartCountN), Self);
                return true;
            case BackoffSupervisor.Reset when Reset is ManualReset:
                RestartCountN = 0;
                return true;
            case BackoffSupervisor.Reset:
                return false;

            // Restarts since this was scheduled make it void: the child did not hold out for the time.
            case BackoffSupervisor.ResetRestartCount reset:
                if (reset.Current == RestartCountN)
                    RestartCountN = 0;
                return true;
            case BackoffSupervisor.GetRestartCount:
                NoticeEnd();
                Sender.Tell(new BackoffSupervisor.RestartCount(RestartCountN));
                return true;
            case BackoffSupervisor.GetCurrentChild:
                NoticeEnd();
                Sender.Tell(new BackoffSupervisor.CurrentChild(Child ?? ActorRefs.Nobody));
                return true;
            default:
                PassOn(message);
                return true;
        }
    }

    private protected void ScheduleStart(TimeSpan delay)
    {
        Child = null;
        RestartCountN++;
        Context.System.Scheduler.ScheduleTellOnce(delay, Self, BackoffSupervisor.StartChild.Instance, Self);
    }

    private protected bool MayRestart() => Spec.MaxNrOfRetries < 0 || RestartCountN + 1 <= Spec.MaxNrOfRetries;

    /// <summary>The word of the child's end may wait in the mailbox behind a question of somebody who has seen that end.</summary>
    private void NoticeEnd()
    {
        if (Child is { } child && !child.Equals(Context.Child(ChildName)))
        {
            Context.Unwatch(child);
            ChildEnded();
        }
    }

    private void StartChild()
    {
        if (Child is null)
            Child = Context.Watch(Context.ActorOf(ChildProps, ChildName));
    }

    private void PassOn(object message)
    {
        var isFinal = FinalStopMessage?.Invoke(message) == true;
        if (Child is not null && Child.Equals(Sender))
        {
            // The outside world knows the supervisor, not the child, which comes and goes.
            Context.Parent.Tell(message, Self);
        }
        else if (Child is not null)
        {
            FinalStopMessageReceived |= isFinal;
            Child.Tell(message, Sender);
        }
        else
        {
            if (ReplyWhileStopped is not null)
                Sender.Tell(ReplyWhileStopped);
            else if (!isFinal)
                Context.System.DeadLetters.Tell(message, Sender);
            if (isFinal)
                Context.Stop(Self);
        }
    }
}
