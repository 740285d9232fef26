namespace Supervision.Event;

/// <summary>What a filter says about a log event.</summary>
public enum LogFilterDecision
{
    /// <summary>It may be printed, as far as this filter goes; the others are asked too.</summary>
    Keep = 0,

    /// <summary>It is not printed, whatever the others say.</summary>
    Drop = 1,

    /// <summary>The filter has no opinion.</summary>
    NoDecision = 2,
}
