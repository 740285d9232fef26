using Supervision.Actor;

namespace Supervision.Tests.Behaviour;

/// <summary>Counts "add", tells the count for "get" and throws what it is told to throw: its state shows whether it was restarted.</summary>
internal sealed class Counter : ReceiveActor
{
    private int _count;

    public Counter()
    {
        Receive<string>(message => message == "add", _ => _count++);
        Receive<string>(message => message == "get", _ => Sender.Tell(_count));
        Receive<Exception>(cause => throw cause);
    }

    public static Props Props { get; } = Actor.Props.Create(() => new Counter());
}
