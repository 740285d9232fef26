using System.Text.RegularExpressions;

namespace Supervision.Event;

/// <summary>Drops the events whose source fits a regular expression.</summary>
public sealed class RegexLogSourceFilter : LogFilterBase
{
    private readonly Regex _source;

    /// <summary>Drops the events of some sources.</summary>
    /// <param name="sourceRegex">Fits the names of the sources.</param>
    public RegexLogSourceFilter(Regex sourceRegex)
    {
        ArgumentNullException.ThrowIfNull(sourceRegex);
        _source = sourceRegex;
    }

    /// <inheritdoc/>
    public override LogFilterType FilterType => LogFilterType.Source;

    /// <inheritdoc/>
    public override LogFilterDecision ShouldKeepMessage(LogEvent content, string? expandedMessage = null) =>
        _source.IsMatch(content.LogSource) ? LogFilterDecision.Drop : LogFilterDecision.NoDecision;
}
