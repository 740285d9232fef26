namespace Supervision.Actor;

/// <summary>A logger did not start in time.</summary>
public class LoggerInitializationException : AkkaException
{
    /// <summary>Makes the exception with a message and its cause.</summary>
    public LoggerInitializationException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
