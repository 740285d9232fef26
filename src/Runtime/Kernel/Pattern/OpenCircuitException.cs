using Supervision.Actor;

namespace Supervision.Pattern;

/// <summary>A call was not made, since the circuit breaker is open.</summary>
public class OpenCircuitException : AkkaException
{
    private const string DefaultMessage = "The circuit breaker is open; the call was not made.";

    /// <summary>Without details.</summary>
    public OpenCircuitException()
        : base(DefaultMessage)
    {
    }

    /// <summary>With a message.</summary>
    /// <param name="message">The message.</param>
    public OpenCircuitException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and the time that is left.</summary>
    /// <param name="message">The message.</param>
    /// <param name="remainingDuration">How long the breaker stays open.</param>
    public OpenCircuitException(string message, TimeSpan remainingDuration)
        : base(message)
    {
        RemainingDuration = remainingDuration;
    }

    /// <summary>With a message and what opened the breaker.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cause">What the last failed call threw.</param>
    public OpenCircuitException(string message, Exception cause)
        : base(message, cause)
    {
    }

    /// <summary>With a message, what opened the breaker and the time that is left.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cause">What the last failed call threw.</param>
    /// <param name="remainingDuration">How long the breaker stays open.</param>
    public OpenCircuitException(string message, Exception cause, TimeSpan remainingDuration)
        : base(message, cause)
    {
        RemainingDuration = remainingDuration;
    }

    /// <summary>With what opened the breaker.</summary>
    /// <param name="cause">What the last failed call threw.</param>
    public OpenCircuitException(Exception cause)
        : base(DefaultMessage, cause)
    {
    }

    /// <summary>With what opened the breaker and the time that is left.</summary>
    /// <param name="cause">What the last failed call threw.</param>
    /// <param name="remainingDuration">How long the breaker stays open.</param>
    public OpenCircuitException(Exception cause, TimeSpan remainingDuration)
        : base(DefaultMessage, cause)
    {
        RemainingDuration = remainingDuration;
    }

    /// <summary>How long the breaker stays open before it tries again; zero where that is not known.</summary>
    public TimeSpan RemainingDuration { get; }
}
