using Supervision.Actor.Internal;
using Supervision.Event;

namespace Supervision.Actor;

/// <content>Named timers and the state timeout.</content>
public abstract partial class FSM<TState, TData>
{
    bool IInternalSupportsTestFSMRef<TState, TData>.IsStateTimerActive => IsActive(StateTimer.Instance);

    /// <summary>Sends a message to this machine, once or again and again; other events do not matter to it.</summary>
    /// <param name="name">The name; a timer that has it already is cancelled.</param>
    /// <param name="msg">The message.</param>
    /// <param name="timeout">The delay, and the interval of a repeated one.</param>
    /// <param name="repeat">True to send it again and again.</param>
    public void SetTimer(string name, object msg, TimeSpan timeout, bool repeat = false)
    {
        if (DebugEvent)
        {
            Log.Debug("setting {0}timer {1}/{2}: {3}", repeat ? "repeating " : string.Empty, name, timeout, msg);
        }

        if (repeat)
        {
            Cell.Timers.StartPeriodicTimer(new NamedTimer(name), msg, timeout);
        }
        else
        {
            Cell.Timers.StartSingleTimer(new NamedTimer(name), msg, timeout);
        }
    }

    /// <summary>Cancels a timer; its message does not come any more, even when it is in the mailbox already.</summary>
    public void CancelTimer(string name)
    {
        if (DebugEvent)
        {
            Log.Debug("canceling timer {0}", name);
        }

        Cell.ExtrasOrNull?.Timers?.Cancel(new NamedTimer(name));
    }

    /// <summary>True while a timer of this name runs; a single one until its message is processed.</summary>
    public bool IsTimerActive(string name) => IsActive(new NamedTimer(name));

    private bool IsActive(FsmTimer key) => Cell.ExtrasOrNull?.Timers?.IsTimerActive(key) == true;

    private void StartStateTimer(TimeSpan? timeout)
    {
        if (timeout is { } delay && delay >= TimeSpan.Zero && delay != TimeSpan.MaxValue)
        {
            Cell.Timers.StartSingleTimer(StateTimer.Instance, StateTimeout.Instance, delay);
        }
        else
        {
            CancelStateTimer();
        }
    }

    private void CancelStateTimer() => Cell.ExtrasOrNull?.Timers?.Cancel(StateTimer.Instance);

    // Not all of the cell's: a machine that is IWithTimers too cancels those itself.
    private void CancelTimers()
    {
        if (Cell.ExtrasOrNull?.Timers is { } timers)
        {
            foreach (object key in timers.ActiveTimers.Where(static key => key is FsmTimer).ToArray())
            {
                timers.Cancel(key);
            }
        }
    }

    private abstract record FsmTimer;

    private sealed record NamedTimer(string Name) : FsmTimer
    {
        public override string ToString() => Name;
    }

    private sealed record StateTimer : FsmTimer
    {
        public static readonly StateTimer Instance = new();
    }
}
