namespace Supervision.Event;

/// <summary>How much a log event matters; a logger that takes one level takes those above it too.</summary>
public enum LogLevel
{
    /// <summary>For who looks for a fault.</summary>
    DebugLevel = 0,

    /// <summary>What happens in the normal course.</summary>
    InfoLevel = 1,

    /// <summary>Something is off, and things go on.</summary>
    WarningLevel = 2,

    /// <summary>Something failed.</summary>
    ErrorLevel = 3,
}
