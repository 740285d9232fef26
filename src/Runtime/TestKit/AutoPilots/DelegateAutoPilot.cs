using Supervision.Actor;

namespace Supervision.TestKit;

/// <summary>Handles one message for <see cref="DelegateAutoPilot"/> and returns the next auto-pilot.</summary>
public delegate AutoPilot AutoPilotDelegate(IActorRef sender, object message);

/// <summary>An auto-pilot made of a delegate.</summary>
public sealed class DelegateAutoPilot(AutoPilotDelegate autoPilotDelegate) : AutoPilot
{
    private readonly AutoPilotDelegate _delegate = autoPilotDelegate ?? throw new ArgumentNullException(nameof(autoPilotDelegate));

    /// <inheritdoc/>
    public override AutoPilot Run(IActorRef sender, object message) => _delegate(sender, message);
}
