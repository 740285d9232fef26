namespace Supervision.Event;

/// <summary>Drops the events of one source.</summary>
public sealed class ExactMatchLogSourceFilter : LogFilterBase
{
    private readonly string _source;
    private readonly StringComparison _comparison;

    /// <summary>Drops the events of a source.</summary>
    /// <param name="source">The whole name of the source.</param>
    /// <param name="comparison">How names are compared; without regard to case unless told.</param>
    public ExactMatchLogSourceFilter(string source, StringComparison comparison = StringComparison.OrdinalIgnoreCase)
    {
        ArgumentNullException.ThrowIfNull(source);
        _source = source;
        _comparison = comparison;
    }

    /// <inheritdoc/>
    public override LogFilterType FilterType => LogFilterType.Source;

    /// <inheritdoc/>
    public override LogFilterDecision ShouldKeepMessage(LogEvent content, string? expandedMessage = null) =>
        string.Equals(content.LogSource, _source, _comparison) ? LogFilterDecision.Drop : LogFilterDecision.NoDecision;
}
