namespace Supervision.Actor;

/// <summary>A name cannot be used in this place.</summary>
public class IllegalActorNameException : AkkaException
{
    /// <summary>Makes the exception with a message.</summary>
    public IllegalActorNameException(string message)
        : base(message)
    {
    }
}
