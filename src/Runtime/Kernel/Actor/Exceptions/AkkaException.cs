namespace Supervision.Actor;

/// <summary>The base of the kernel's exceptions; it keeps the name that programs written for Akka.NET catch.</summary>
public abstract class AkkaException : Exception
{
    /// <summary>Makes an exception without a message.</summary>
    protected AkkaException()
    {
    }

    /// <summary>Makes an exception.</summary>
    protected AkkaException(string? message, Exception? cause = null)
        : base(message, cause)
    {
    }

    /// <summary>The exception behind this one, or null.</summary>
    protected Exception? Cause => InnerException;
}
