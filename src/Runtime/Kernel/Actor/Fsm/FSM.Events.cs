using Supervision.Actor.Internal;
using Supervision.Routing;

namespace Supervision.Actor;

/// <content>Events, transitions and the end.</content>
public abstract partial class FSM<TState, TData>
{
    void IInternalSupportsTestFSMRef<TState, TData>.ApplyState(State<TState, TData> upcomingState) => ApplyState(upcomingState);

    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case SubscribeTransitionCallBack subscribe:
                Subscribe(subscribe.ActorRef);
                return true;
            case Listen listen:
                Subscribe(listen.Listener);
                return true;
            case UnsubscribeTransitionCallBack unsubscribe:
                Listeners.Remove(unsubscribe.ActorRef);
                return true;
            case Deafen deafen:
                Listeners.Remove(deafen.Listener);
                return true;
            case InternalActivateFsmLogging:
                DebugEvent = true;
                return true;
            default:
                CancelStateTimer();
                ProcessEvent(message);
                return true;
        }
    }

    /// <summary>Ends the machine with <see cref="FSMBase.Shutdown"/> unless it has ended already. Overrides call the base.</summary>
    protected override void PostStop()
    {
        if (_current is not null)
        {
            Terminate(Stay().Ending(Shutdown.Instance));
        }

        base.PostStop();
    }

    private void Subscribe(IActorRef subscriber)
    {
        Listeners.Add(subscriber);
        if (_current is { } current)
        {
            subscriber.Tell(new CurrentState<TState>(Self, current.StateName), Self);
        }
    }

    private void ProcessEvent(object message)
    {
        State<TState, TData> current = Current;
        if (DebugEvent)
        {
            LogEvent(message, current);
        }

        Remember(current, message);
        Event<TData> fsmEvent = new(message, current.StateData);
        State<TState, TData> next = _states[current.StateName].Function?.Invoke(fsmEvent)
            ?? _unhandled?.Invoke(fsmEvent)
            ?? LogUnhandled(fsmEvent);
        ApplyState(next);
    }

    private void ApplyState(State<TState, TData> next)
    {
        if (next.StopReason is null)
        {
            MakeTransition(next);
        }
        else
        {
            Reply(next);
            Terminate(next);
            Context.Stop(Self);
        }
    }

    private void MakeTransition(State<TState, TData> next)
    {
        State<TState, TData> current = Current;
        if (!_states.TryGetValue(next.StateName, out Definition? definition) || definition.Function is null)
        {
            Terminate(Stay().Ending(new Failure($"Next state {next.StateName} does not exist")));
            Context.Stop(Self);
            return;
        }

        Reply(next);
        if (next.Notifies || !EqualityComparer<TState>.Default.Equals(current.StateName, next.StateName))
        {
            _next = next;
            try
            {
                Notify(current.StateName, next.StateName);
            }
            finally
            {
                _next = null;
            }
        }

        _current = next;
        StartStateTimer(next.Timeout ?? definition.Timeout);
    }

    private void Notify(TState from, TState to)
    {
        if (DebugEvent)
        {
            LogTransition(from, to);
        }

        foreach (TransitionHandler handler in _transitionHandlers)
        {
            handler(from, to);
        }

        Listeners.Gossip(new Transition<TState>(Self, from, to), Self);
    }

    private void Reply(State<TState, TData> state)
    {
        foreach (object reply in state.Replies)
        {
            Sender.Tell(reply, Self);
        }
    }

    private void Terminate(State<TState, TData> last)
    {
        if (Current.StopReason is not null)
        {
            return;
        }

        Reason reason = last.StopReason!;
        LogTermination(reason);
        CancelTimers();
        _current = last;
        _terminationHandler?.Invoke(new StopEvent<TState, TData>(reason, last.StateName, last.StateData));
    }
}
