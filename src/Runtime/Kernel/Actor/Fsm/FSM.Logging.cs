using System.Diagnostics.CodeAnalysis;
using Supervision.Event;

namespace Supervision.Actor;

/// <content>What the machine says about itself.</content>
public abstract partial class FSM<TState, TData>
{
    /// <summary>
    /// True to log events, transitions and timers at DEBUG. Set for an <see cref="ILoggingFSM"/> when <c>akka.actor.debug.fsm</c>
    /// is on.
    /// </summary>
    [SuppressMessage("Design", "CA1051:Do not declare visible instance fields", Justification = "The API of Akka.NET.")]
    protected bool DebugEvent;

    private ILoggingAdapter? _log;
    private Queue<LogEntry<TState, TData>>? _entries;

    /// <summary>How many of the last events an <see cref="ILoggingFSM"/> keeps for <see cref="GetLog"/>. Default 0.</summary>
    protected virtual int LogDepth => 0;

    private ILoggingAdapter Log => _log ??= Logging.GetLogger(Cell);

    /// <summary>The last events, the oldest first: at most <see cref="LogDepth"/>, and none unless this is an <see cref="ILoggingFSM"/>.</summary>
    protected IReadOnlyList<LogEntry<TState, TData>> GetLog() => _entries?.ToArray() ?? [];

    /// <summary>Called when the machine ends: logs an error for <see cref="FSMBase.Failure"/>.</summary>
    protected virtual void LogTermination(Reason reason)
    {
        switch (reason)
        {
            case Failure { Cause: Exception cause }:
                Log.Error(cause, "terminating due to Failure");
                break;
            case Failure failure:
                Log.Error(failure.Cause?.ToString() ?? "terminating due to Failure");
                break;
            default:
                break;
        }
    }

    private State<TState, TData> LogUnhandled(Event<TData> fsmEvent)
    {
        Log.Warning("unhandled event {0} in state {1}", fsmEvent.FsmEvent, StateName);
        return Stay();
    }

    private void LogEvent(object message, State<TState, TData> current)
    {
        string source = message is StateTimeout ? "state timeout" : Sender.ToString()!;
        Log.Debug("processing {0} from {1} in state {2}", new Event<TData>(message, current.StateData), source, current.StateName);
    }

    private void LogTransition(TState from, TState to) => Log.Debug("transition {0} -> {1}", from, to);

    private void Remember(State<TState, TData> state, object message)
    {
        if (this is not ILoggingFSM || LogDepth is not (> 0 and int depth))
        {
            return;
        }

        _entries ??= new Queue<LogEntry<TState, TData>>(depth);
        while (_entries.Count >= depth)
        {
            _entries.Dequeue();
        }

        _entries.Enqueue(new LogEntry<TState, TData>(state.StateName, state.StateData, message));
    }
}
