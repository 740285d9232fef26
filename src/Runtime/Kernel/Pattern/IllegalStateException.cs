using Supervision.Actor;

namespace Supervision.Pattern;

/// <summary>Something was asked for that its state does not allow.</summary>
public class IllegalStateException : AkkaException
{
    /// <summary>With a message.</summary>
    /// <param name="message">The message.</param>
    public IllegalStateException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and a cause.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerEx">The cause.</param>
    public IllegalStateException(string message, Exception innerEx)
        : base(message, innerEx)
    {
    }
}
