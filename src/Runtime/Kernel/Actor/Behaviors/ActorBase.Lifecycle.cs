namespace Supervision.Actor;

/// <content>Hooks.</content>
public abstract partial class ActorBase
{
    /// <summary>Wraps <see cref="PreStart"/>.</summary>
    public virtual void AroundPreStart() => PreStart();

    /// <summary>Wraps <see cref="PostStop"/>; cancels the actor's timers first.</summary>
    public virtual void AroundPostStop()
    {
        CancelTimers();
        PostStop();
    }

    /// <summary>Wraps <see cref="PreRestart"/>; cancels the actor's timers first. What the hook starts ends with the old instance.</summary>
    public virtual void AroundPreRestart(Exception cause, object message)
    {
        CancelTimers();
        PreRestart(cause, message);
    }

    /// <summary>Wraps <see cref="PostRestart"/>. The message is always null.</summary>
    public virtual void AroundPostRestart(Exception cause, object message) => PostRestart(cause);

    internal SupervisorStrategy StrategyOfActor() => SupervisorStrategy();

    private void CancelTimers() => _cell?.ExtrasOrNull?.Timers?.CancelAll();

    /// <summary>Called before the first message. By default nothing.</summary>
    protected virtual void PreStart()
    {
    }

    /// <summary>Called on the new instance after a restart. By default calls <see cref="PreStart"/>.</summary>
    /// <param name="reason">Why the actor restarted.</param>
    protected virtual void PostRestart(Exception reason) => PreStart();

    /// <summary>Called on the old instance before a restart. By default stops all children and calls <see cref="PostStop"/>.</summary>
    /// <param name="reason">Why the actor restarts.</param>
    /// <param name="message">The message that the actor failed on; null when a restart was not caused by one.</param>
    protected virtual void PreRestart(Exception reason, object message)
    {
        foreach (IActorRef child in Context.GetChildren())
        {
            Context.Unwatch(child);
            Context.Stop(child);
        }

        PostStop();
    }

    /// <summary>Called after the actor stopped. By default nothing.</summary>
    protected virtual void PostStop()
    {
    }

    /// <summary>How this actor supervises its children, unless its <see cref="Actor.Props"/> say otherwise.</summary>
    protected virtual SupervisorStrategy SupervisorStrategy() => Actor.SupervisorStrategy.DefaultStrategy;
}
