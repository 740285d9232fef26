namespace Supervision.Actor;

/// <summary>A message that is sent when it is due.</summary>
internal sealed class ScheduledTell(HeapScheduler scheduler, ICancelable? cancelable, ICanTell receiver, object message, IActorRef? sender)
    : ScheduledItem(scheduler, cancelable)
{
    public override void Run() => receiver.Tell(message, sender);

    public override string Describe() => $"tell {message.GetType().Name} to {receiver}";
}
