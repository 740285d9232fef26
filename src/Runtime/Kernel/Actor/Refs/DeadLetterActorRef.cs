using Supervision.Dispatch.SysMsg;
using Supervision.Event;

namespace Supervision.Actor;

/// <summary>Takes every message that has no receiver and publishes it as <see cref="DeadLetter"/> on the event stream.</summary>
public class DeadLetterActorRef : EmptyLocalActorRef
{
    /// <summary>Makes the reference; a system has one, at <c>/deadLetters</c>.</summary>
    public DeadLetterActorRef(IActorRefProvider provider, ActorPath path, EventStream eventStream)
        : base(provider, path, eventStream)
    {
    }

    /// <inheritdoc/>
    public override bool IsTerminated => false;

    /// <inheritdoc/>
    protected override void TellInternal(object message, IActorRef? sender)
    {
        switch (message)
        {
            case Identify identify:
                sender?.Tell(new ActorIdentity(identify.MessageId, ActorRefs.Nobody), this);
                break;
            case DeadLetter letter:
                if (!SpecialHandle(letter.Message, letter.Sender))
                {
                    PublishDeadLetter(letter);
                }

                break;
            case SuppressedDeadLetter suppressed:
                PublishDeadLetter(suppressed);
                break;
            default:
                if (!SpecialHandle(message, sender))
                {
                    PublishDeadLetter(new DeadLetter(message, sender ?? Provider.DeadLetters, this));
                }

                break;
        }
    }

    /// <inheritdoc/>
    protected override bool SpecialHandle(object message, IActorRef? sender)
    {
        // A watch of somebody else reached the dead letters because its target is gone.
        if (message is Watch watch)
        {
            if (!watch.Watchee.Equals(this) && !watch.Watcher.Equals(this))
            {
                watch.Watcher.SendSystemMessage(new DeathWatchNotification(watch.Watchee, existenceConfirmed: false, addressTerminated: false));
            }

            return true;
        }

        return base.SpecialHandle(message, sender);
    }
}
