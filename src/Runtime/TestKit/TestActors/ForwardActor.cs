using Supervision.Actor;

namespace Supervision.TestKit.TestActors;

/// <summary>Forwards every message to one actor.</summary>
public class ForwardActor : ReceiveActor
{
    /// <summary>Forwards to the target.</summary>
    public ForwardActor(IActorRef target)
    {
        ReceiveAny(target.Forward);
    }

    /// <summary>Props of one.</summary>
    public static Props Props(IActorRef target) => Actor.Props.Create(() => new ForwardActor(target));
}
