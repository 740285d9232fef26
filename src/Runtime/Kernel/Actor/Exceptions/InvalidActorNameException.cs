namespace Supervision.Actor;

/// <summary>A name is taken, reserved or not allowed.</summary>
public class InvalidActorNameException : AkkaException
{
    /// <summary>Makes the exception with a message and its cause.</summary>
    public InvalidActorNameException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
