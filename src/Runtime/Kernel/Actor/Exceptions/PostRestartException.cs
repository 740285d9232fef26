namespace Supervision.Actor;

/// <summary>The new instance of a restarting actor, or its <c>PostRestart</c>, failed.</summary>
public class PostRestartException : ActorInitializationException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="actor">The actor.</param>
    /// <param name="cause">What failed during the restart.</param>
    /// <param name="originalCause">Why the actor restarts.</param>
    public PostRestartException(IActorRef actor, Exception cause, Exception? originalCause)
        : base(actor, $"Exception post restart ({(originalCause is null ? "null" : originalCause.GetType().ToString())})", cause)
    {
        OriginalCause = originalCause;
    }

    /// <summary>Why the actor restarts.</summary>
    public Exception? OriginalCause { get; }
}
