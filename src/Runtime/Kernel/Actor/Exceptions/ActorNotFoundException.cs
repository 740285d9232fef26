namespace Supervision.Actor;

/// <summary>No actor answered for a selection.</summary>
public class ActorNotFoundException : AkkaException
{
    /// <summary>Makes the exception with a message and its cause.</summary>
    public ActorNotFoundException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
