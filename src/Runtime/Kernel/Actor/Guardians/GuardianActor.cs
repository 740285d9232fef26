using Supervision.Dispatch.SysMsg;

namespace Supervision.Actor;

/// <summary>The parent of all actors of users: <c>/user</c>; also the root of the tree.</summary>
public class GuardianActor : ActorBase, Dispatch.IRequiresMessageQueue<Dispatch.IUnboundedMessageQueueSemantics>
{
    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Terminated:
                Context.Stop(Self);
                break;
            case StopChild stop:
                Context.Stop(stop.Child);
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
}
