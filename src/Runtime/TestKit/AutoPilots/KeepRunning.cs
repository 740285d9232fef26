using Supervision.Actor;

namespace Supervision.TestKit;

/// <summary>The answer of an auto-pilot that stays in place.</summary>
public sealed class KeepRunning : AutoPilot
{
    private KeepRunning()
    {
    }

    /// <summary>The only instance.</summary>
    public static KeepRunning Instance { get; } = new();

    /// <summary>Not an auto-pilot itself: it is only an answer.</summary>
    /// <exception cref="InvalidOperationException">Always; install a real auto-pilot.</exception>
    public override AutoPilot Run(IActorRef sender, object message) =>
        throw new InvalidOperationException("KeepRunning is an answer of an auto-pilot and cannot be installed as one.");
}
