namespace Supervision.Actor;

/// <summary>The actor is in a state that does not allow the call.</summary>
public class IllegalActorStateException : AkkaException
{
    /// <summary>Makes the exception with a message.</summary>
    public IllegalActorStateException(string message)
        : base(message)
    {
    }
}
