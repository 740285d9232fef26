namespace Supervision.Actor;

/// <summary>A bounded mailbox did not take a message.</summary>
public class MessageQueueAppendFailedException : AkkaException
{
    /// <summary>Makes the exception with a message and its cause.</summary>
    public MessageQueueAppendFailedException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
