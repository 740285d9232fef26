using System.Text.RegularExpressions;

namespace Supervision.Event;

/// <summary>Collects log filters: <c>new LogFilterBuilder().ExcludeSourceContaining("Noise").Build()</c>.</summary>
public sealed class LogFilterBuilder
{
    private readonly List<LogFilterBase> _filters = [];

    /// <summary>Drops the events of one source.</summary>
    /// <param name="source">The whole name.</param>
    /// <param name="comparison">How names are compared; without regard to case unless told.</param>
    /// <returns>This builder.</returns>
    public LogFilterBuilder ExcludeSourceExactly(string source, StringComparison comparison = StringComparison.OrdinalIgnoreCase) =>
        Add(new ExactMatchLogSourceFilter(source, comparison));

    /// <summary>Drops the events of sources that begin so.</summary>
    /// <param name="sourceStart">The beginning of the name; its case counts.</param>
    /// <returns>This builder.</returns>
    public LogFilterBuilder ExcludeSourceStartingWith(string sourceStart) =>
        ExcludeSourceRegex(Fitting(@"\A" + Regex.Escape(sourceStart)));

    /// <summary>Drops the events of sources with this in their name.</summary>
    /// <param name="sourcePart">A part of the name; its case counts.</param>
    /// <returns>This builder.</returns>
    public LogFilterBuilder ExcludeSourceContaining(string sourcePart) => ExcludeSourceRegex(Fitting(Regex.Escape(sourcePart)));

    /// <summary>Drops the events of sources that end so.</summary>
    /// <param name="sourceEnd">The end of the name; its case counts.</param>
    /// <returns>This builder.</returns>
    public LogFilterBuilder ExcludeSourceEndingWith(string sourceEnd) =>
        ExcludeSourceRegex(Fitting(Regex.Escape(sourceEnd) + @"\z"));

    /// <summary>Drops the events of sources that fit.</summary>
    /// <param name="regex">Fits the names.</param>
    /// <returns>This builder.</returns>
    public LogFilterBuilder ExcludeSourceRegex(Regex regex) => Add(new RegexLogSourceFilter(regex));

    /// <summary>Drops the events with this in their message.</summary>
    /// <param name="messagePart">A part of the text; its case counts.</param>
    /// <returns>This builder.</returns>
    public LogFilterBuilder ExcludeMessageContaining(string messagePart) => ExcludeMessageRegex(Fitting(Regex.Escape(messagePart)));

    /// <summary>Drops the events whose message fits.</summary>
    /// <param name="regex">Fits the text.</param>
    /// <returns>This builder.</returns>
    public LogFilterBuilder ExcludeMessageRegex(Regex regex) => Add(new RegexLogMessageFilter(regex));

    /// <summary>Adds a filter.</summary>
    /// <param name="filter">The filter.</param>
    /// <returns>This builder.</returns>
    public LogFilterBuilder Add(LogFilterBase filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        _filters.Add(filter);
        return this;
    }

    /// <summary>Adds filters.</summary>
    /// <param name="filters">The filters.</param>
    /// <returns>This builder.</returns>
    public LogFilterBuilder AddRange(IEnumerable<LogFilterBase> filters)
    {
        _filters.AddRange(filters);
        return this;
    }

    /// <summary>Makes the setup that an actor system is started with.</summary>
    /// <returns>The setup.</returns>
    public LogFilterSetup Build() => new([.. _filters]);

    private static Regex Fitting(string pattern) => new(pattern, RegexOptions.CultureInvariant);
}
