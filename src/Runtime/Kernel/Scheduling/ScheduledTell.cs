namespace Supervision.Actor;

/// <summary>A message that is sent when it is due.</summary>
internal sealed class ScheduledTell(HeapScheduler scheduler, ICancelable? cancelable, ICanTell receiver, object message, IActorRef? sender)
    : ScheduledItem(scheduler, cancelable)
{
    private ICanTell? _receiver = receiver;
    private object? _message = message;
    private IActorRef? _sender = sender;

    public override void Run()
    {
        // A cancellation that comes right now takes them away, the receiver first: where that is still there, all of them were.
        var sender = Volatile.Read(ref _sender);
        var message = Volatile.Read(ref _message);
        if (Volatile.Read(ref _receiver) is { } receiver)
            receiver.Tell(message!, sender);
    }

    public override string Describe() => $"tell {_message?.GetType().Name} to {_receiver}";

    public override void Forget()
    {
        Volatile.Write(ref _receiver, null);
        Volatile.Write(ref _message, null);
        Volatile.Write(ref _sender, null);
    }
}
