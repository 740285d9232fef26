using Supervision.Actor;

namespace Supervision.TestKit;

/// <summary>The auto-pilot that does nothing; installing it switches auto-piloting off.</summary>
public sealed class NoAutoPilot : AutoPilot
{
    private NoAutoPilot()
    {
    }

    /// <summary>The only instance.</summary>
    public static NoAutoPilot Instance { get; } = new();

    /// <inheritdoc/>
    public override AutoPilot Run(IActorRef sender, object message) => this;
}
