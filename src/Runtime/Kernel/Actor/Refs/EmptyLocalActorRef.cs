using Supervision.Dispatch.SysMsg;
using Supervision.Event;

namespace Supervision.Actor;

/// <summary>A reference for a path where no actor is: messages become dead letters, watchers hear of the death at once.</summary>
public class EmptyLocalActorRef : MinimalActorRef
{
    private readonly EventStream _eventStream;

    /// <summary>Makes the reference for <paramref name="path"/>; dead letters go to <paramref name="eventStream"/>.</summary>
    public EmptyLocalActorRef(IActorRefProvider provider, ActorPath path, EventStream eventStream)
    {
        Provider = provider;
        Path = path;
        _eventStream = eventStream;
    }

    /// <inheritdoc/>
    public override ActorPath Path { get; }

    /// <inheritdoc/>
    public override IActorRefProvider Provider { get; }

    /// <inheritdoc/>
    public override bool IsTerminated => true;

    /// <inheritdoc/>
    public override void SendSystemMessage(ISystemMessage message) => SpecialHandle(message, Provider.DeadLetters);

    /// <inheritdoc/>
    protected override void TellInternal(object message, IActorRef? sender)
    {
        if (message is DeadLetter letter)
        {
            SpecialHandle(letter.Message, letter.Sender);
        }
        else if (!SpecialHandle(message, sender))
        {
            Publish(message, sender);
        }
    }

    /// <summary>Handles what needs an answer even from a dead actor.</summary>
    /// <returns>True when nothing is left to do; false when the message is a dead letter.</returns>
    protected virtual bool SpecialHandle(object message, IActorRef? sender)
    {
        switch (message)
        {
            case Watch watch:
                if (watch.Watchee.Equals(this) && !watch.Watcher.Equals(this))
                {
                    watch.Watcher.SendSystemMessage(new DeathWatchNotification(watch.Watchee, existenceConfirmed: false, addressTerminated: false));
                }

                return true;
            case Unwatch:
                return true;
            case Identify identify:
                sender?.Tell(new ActorIdentity(identify.MessageId, null), this);
                return true;
            case ActorSelectionMessage selection:
                if (selection.Message is Identify inner)
                {
                    if (!selection.WildCardFanOut)
                    {
                        sender?.Tell(new ActorIdentity(inner.MessageId, null), this);
                    }
                }
                else
                {
                    Publish(selection.Message, sender);
                }

                return true;
            default:
                return SuppressDeadLetter(message, sender);
        }
    }

    private protected void PublishDeadLetter(AllDeadLetters letter) => _eventStream.Publish(letter);

    private bool SuppressDeadLetter(object message, IActorRef? sender)
    {
        if (message is not IDeadLetterSuppression suppressed)
        {
            return false;
        }

        _eventStream.Publish(new SuppressedDeadLetter(suppressed, sender ?? Provider.DeadLetters, this));
        return true;
    }

    private void Publish(object message, IActorRef? sender)
    {
        if (!SuppressDeadLetter(message, sender))
        {
            _eventStream.Publish(new DeadLetter(message, sender ?? Provider.DeadLetters, this));
        }
    }
}
