namespace Supervision.Event;

/// <summary>Asks the filters of a system about log events; loggers use it before they print.</summary>
public class LogFilterEvaluator
{
    /// <summary>Keeps everything.</summary>
    public static readonly LogFilterEvaluator NoFilters = new([]);

    // Those that need no text come first: what they drop is never formatted.
    private readonly LogFilterBase[] _filters;

    /// <summary>Asks some filters.</summary>
    /// <param name="filters">The filters.</param>
    public LogFilterEvaluator(LogFilterBase[] filters)
    {
        ArgumentNullException.ThrowIfNull(filters);
        _filters = [.. filters.OrderBy(static f => f.FilterType)];
        EvaluatesLogSourcesOnly = Array.TrueForAll(_filters, static f => f.FilterType == LogFilterType.Source);
    }

    /// <summary>Whether no filter needs the text of messages.</summary>
    public bool EvaluatesLogSourcesOnly { get; }

    /// <summary>Whether an event is to be printed.</summary>
    /// <param name="evt">The event.</param>
    /// <param name="expandedLogMessage">The text of its message, where a filter needed it; else empty.</param>
    /// <returns>False where a filter drops it.</returns>
    public virtual bool ShouldTryKeepMessage(LogEvent evt, out string expandedLogMessage)
    {
        ArgumentNullException.ThrowIfNull(evt);
        expandedLogMessage = "";
        string? text = null;
        foreach (var filter in _filters)
        {
            if (filter.FilterType == LogFilterType.Content && text is null)
                text = expandedLogMessage = LogEventText.OfMessage(evt);
            if (filter.ShouldKeepMessage(evt, text) == LogFilterDecision.Drop)
                return false;
        }

        return true;
    }
}
