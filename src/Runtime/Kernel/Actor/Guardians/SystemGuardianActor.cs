using Supervision.Dispatch.SysMsg;

namespace Supervision.Actor;

/// <summary>The parent of the kernel's own actors: <c>/system</c>. It stops after <c>/user</c>, once all who asked for it are done.</summary>
public class SystemGuardianActor : ActorBase, Dispatch.IRequiresMessageQueue<Dispatch.IUnboundedMessageQueueSemantics>
{
    private readonly IActorRef _userGuardian;
    private readonly HashSet<IActorRef> _hooks = [];

    /// <summary>Makes the guardian.</summary>
    public SystemGuardianActor(IActorRef userGuardian)
    {
        _userGuardian = userGuardian;
    }

    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Terminated terminated when terminated.ActorRef.Equals(_userGuardian):
                Become(Terminating);
                foreach (IActorRef hook in _hooks)
                {
                    hook.Tell(TerminationHook.Instance);
                }

                StopWhenAllDone();
                break;
            case Terminated terminated:
                _hooks.Remove(terminated.ActorRef);
                break;
            case StopChild stop:
                Context.Stop(stop.Child);
                break;
            case RegisterTerminationHook:
                if (!Sender.Equals(Context.System.DeadLetters))
                {
                    _hooks.Add(Sender);
                    Context.Watch(Sender);
                }

                break;
            default:
                Context.System.DeadLetters.Tell(new Event.DeadLetter(message, Sender, Self), Sender);
                break;
        }

        return true;
    }

    /// <summary>Guardians do not restart: their children would not survive it.</summary>
    protected override void PreRestart(Exception reason, object message)
    {
    }

    private bool Terminating(object message)
    {
        switch (message)
        {
            case Terminated terminated:
                _hooks.Remove(terminated.ActorRef);
                StopWhenAllDone();
                break;
            case TerminationHookDone:
                _hooks.Remove(Sender);
                StopWhenAllDone();
                break;
            default:
                Context.System.DeadLetters.Tell(new Event.DeadLetter(message, Sender, Self), Sender);
                break;
        }

        return true;
    }

    private void StopWhenAllDone()
    {
        if (_hooks.Count == 0)
        {
            // The loggers are children of this actor: the minimal one must take over before they go.
            Context.System.EventStream.StopDefaultLoggers(Context.System);
            Context.Stop(Self);
        }
    }
}
