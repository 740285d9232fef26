using Supervision.Actor;

namespace Supervision.Event;

/// <summary>Watches the subscribers of an event stream and takes those that stopped off it.</summary>
internal sealed class EventStreamUnsubscriber(EventStream stream) : ActorBase
{
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Register register:
                Context.Watch(register.Subscriber);
                return true;

            // The subscriber may have subscribed again since this was sent.
            case Unregister unregister when !stream.HasAnySubscription(unregister.Subscriber):
                Context.Unwatch(unregister.Subscriber);
                return true;
            case Unregister:
                return true;
            case Terminated terminated:
                stream.Unsubscribe(terminated.ActorRef);
                return true;
            default:
                return false;
        }
    }

    internal sealed record Register(IActorRef Subscriber) : INoSerializationVerificationNeeded, IDeadLetterSuppression;

    internal sealed record Unregister(IActorRef Subscriber) : INoSerializationVerificationNeeded, IDeadLetterSuppression;
}
