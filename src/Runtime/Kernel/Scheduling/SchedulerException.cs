namespace Supervision.Actor;

/// <summary>The scheduler cannot take what was asked: it has been shut down.</summary>
public sealed class SchedulerException : AkkaException
{
    /// <summary>Says why.</summary>
    /// <param name="message">The reason.</param>
    public SchedulerException(string message)
        : base(message)
    {
    }
}
