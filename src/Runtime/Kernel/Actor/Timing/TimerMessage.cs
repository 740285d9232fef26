using Supervision.Event;

namespace Supervision.Actor.Internal;

/// <summary>What a timer sends to its actor: the message and which start of the timer it belongs to.</summary>
internal class TimerMessage : IAutoReceivedMessage, INoSerializationVerificationNeeded, IWrappedMessage, IDeadLetterSuppression
{
    public TimerMessage(TimerScheduler owner, object key, long generation, bool repeats, object message, IActorRef sender)
    {
        Owner = owner;
        Key = key;
        Generation = generation;
        Repeats = repeats;
        Message = message;
        Sender = sender;
    }

    public TimerScheduler Owner { get; }

    public object Key { get; }

    public long Generation { get; }

    public bool Repeats { get; }

    public object Message { get; }

    public IActorRef Sender { get; }
}

/// <summary>A timer's message that does not count as activity, because the message inside does not.</summary>
internal sealed class SilentTimerMessage(TimerScheduler owner, object key, long generation, bool repeats, object message, IActorRef sender)
    : TimerMessage(owner, key, generation, repeats, message, sender), INotInfluenceReceiveTimeout
{
}
