using Supervision.Actor;

namespace Supervision.TestKit;

/// <summary>Reacts to messages of a test actor before they are put in its queue.</summary>
public abstract class AutoPilot
{
    /// <summary>Return it from <see cref="Run"/> to keep the current auto-pilot.</summary>
    public static KeepRunning KeepRunning => KeepRunning.Instance;

    /// <summary>Return it from <see cref="Run"/> to switch the auto-pilot off.</summary>
    public static NoAutoPilot NoAutoPilot => NoAutoPilot.Instance;

    /// <summary>Handles one message; runs on the test actor's thread.</summary>
    /// <returns>The auto-pilot for the next message.</returns>
    public abstract AutoPilot Run(IActorRef sender, object message);
}
