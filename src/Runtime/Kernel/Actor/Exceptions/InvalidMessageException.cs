namespace Supervision.Actor;

/// <summary>A message was null.</summary>
public class InvalidMessageException : AkkaException
{
    /// <summary>Makes the exception with the usual text.</summary>
    public InvalidMessageException()
        : this("Message is null")
    {
    }

    /// <summary>Makes the exception with a message.</summary>
    public InvalidMessageException(string message)
        : base(message)
    {
    }
}
