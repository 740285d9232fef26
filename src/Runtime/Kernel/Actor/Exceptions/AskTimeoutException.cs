namespace Supervision.Actor;

/// <summary>No answer to an ask came in time.</summary>
public class AskTimeoutException : AkkaException
{
    /// <summary>Makes the exception with a message.</summary>
    public AskTimeoutException(string message)
        : base(message)
    {
    }
}
