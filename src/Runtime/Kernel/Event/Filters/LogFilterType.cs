namespace Supervision.Event;

/// <summary>What of a log event a filter looks at.</summary>
public enum LogFilterType
{
    /// <summary>Its source, level, class or cause: the message's text is not made for the filter.</summary>
    Source = 0,

    /// <summary>The text of its message, which is made for the filter.</summary>
    Content = 1,
}
