using System.Text.RegularExpressions;

namespace Supervision.Event;

/// <summary>Drops the events whose message fits a regular expression.</summary>
public sealed class RegexLogMessageFilter : LogFilterBase
{
    private readonly Regex _message;

    /// <summary>Drops the events with some messages.</summary>
    /// <param name="messageRegex">Fits the text of the messages.</param>
    public RegexLogMessageFilter(Regex messageRegex)
    {
        ArgumentNullException.ThrowIfNull(messageRegex);
        _message = messageRegex;
    }

    /// <inheritdoc/>
    public override LogFilterType FilterType => LogFilterType.Content;

    /// <inheritdoc/>
    public override LogFilterDecision ShouldKeepMessage(LogEvent content, string? expandedMessage = null) =>
        _message.IsMatch(expandedMessage ?? LogEventText.OfMessage(content)) ? LogFilterDecision.Drop : LogFilterDecision.NoDecision;
}
