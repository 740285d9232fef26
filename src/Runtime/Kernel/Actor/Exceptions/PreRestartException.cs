namespace Supervision.Actor;

/// <summary><c>PreRestart</c> failed. It is logged only; the restart goes on.</summary>
public class PreRestartException : ActorInitializationException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="actor">The actor.</param>
    /// <param name="restartException">What <c>PreRestart</c> threw.</param>
    /// <param name="cause">Why the actor restarts.</param>
    /// <param name="optionalMessage">The message that the actor failed on, or null.</param>
    public PreRestartException(IActorRef actor, Exception restartException, Exception? cause, object? optionalMessage)
        : base(actor, $"exception in preRestart({(cause is null ? "null" : cause.GetType().ToString())}, {(optionalMessage is null ? "null" : optionalMessage.GetType().ToString())})", restartException)
    {
        RestartException = restartException;
        OptionalMessage = optionalMessage;
    }

    /// <summary>What <c>PreRestart</c> threw.</summary>
    public Exception RestartException { get; }

    /// <summary>The message that the actor failed on, or null.</summary>
    public object? OptionalMessage { get; }
}
