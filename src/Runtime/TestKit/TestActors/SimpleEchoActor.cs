using Supervision.Actor;

namespace Supervision.TestKit.TestActors;

/// <summary>Sends every message back to its sender.</summary>
public class SimpleEchoActor : ReceiveActor
{
    /// <summary>Echoes.</summary>
    public SimpleEchoActor()
    {
        ReceiveAny(message => Sender.Tell(message));
    }

    /// <summary>Props of one.</summary>
    public static Props Props() => Actor.Props.Create(() => new SimpleEchoActor());
}
