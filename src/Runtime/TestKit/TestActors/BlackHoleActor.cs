using Supervision.Actor;

namespace Supervision.TestKit.TestActors;

/// <summary>Accepts every message and does nothing with it.</summary>
public class BlackHoleActor : ActorBase
{
    /// <summary>Props of one.</summary>
    public static Props Props { get; } = Props.Create(() => new BlackHoleActor());

    /// <inheritdoc/>
    protected override bool Receive(object message) => true;
}
