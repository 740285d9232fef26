using Supervision.Actor;

namespace Supervision.Pattern;

/// <summary>What a backoff supervisor does; made by <see cref="Backoff"/>. Every method gives changed options and leaves these as they are.</summary>
public abstract class BackoffOptions
{
    /// <summary>Forgets the restarts so far when the child ran for a time.</summary>
    /// <param name="resetBackoff">The time, of any length. Unless told, the minimum backoff.</param>
    /// <returns>The changed options.</returns>
    public abstract BackoffOptions WithAutoReset(TimeSpan resetBackoff);

    /// <summary>Forgets the restarts so far when the child sends <see cref="BackoffSupervisor.Reset"/> to its parent.</summary>
    /// <returns>The changed options.</returns>
    public abstract BackoffOptions WithManualReset();

    /// <summary>What is done when the child fails; unless told, the default strategy.</summary>
    /// <param name="supervisorStrategy">The strategy.</param>
    /// <returns>The changed options.</returns>
    public abstract BackoffOptions WithSupervisorStrategy(OneForOneStrategy supervisorStrategy);

    /// <summary>Stops the child whatever it fails with.</summary>
    /// <returns>The changed options.</returns>
    public abstract BackoffOptions WithDefaultStoppingStrategy();

    /// <summary>Answers what is sent while there is no child; unless told, that goes to the dead letters.</summary>
    /// <param name="replyWhileStopped">The answer.</param>
    /// <returns>The changed options.</returns>
    public abstract BackoffOptions WithReplyWhileStopped(object replyWhileStopped);

    /// <summary>After a message that a function accepts, the child's stop is final: the supervisor stops too.</summary>
    /// <param name="isFinalStopMessage">The function.</param>
    /// <returns>The changed options.</returns>
    public abstract BackoffOptions WithFinalStopMessage(Func<object, bool> isFinalStopMessage);

    /// <summary>How often the child is started anew before the supervisor stops; -1 for without end.</summary>
    /// <param name="maxNrOfRetries">The number.</param>
    /// <returns>The changed options.</returns>
    public abstract BackoffOptions WithMaxNrOfRetries(int maxNrOfRetries);

    internal abstract Props Props { get; }
}
