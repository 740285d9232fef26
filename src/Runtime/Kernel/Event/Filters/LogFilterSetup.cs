namespace Supervision.Event;

/// <summary>The log filters that a system is started with.</summary>
public sealed class LogFilterSetup : Actor.Setup.Setup
{
    /// <summary>Keeps the filters.</summary>
    /// <param name="filters">The filters.</param>
    public LogFilterSetup(LogFilterBase[] filters)
    {
        ArgumentNullException.ThrowIfNull(filters);
        Filters = filters;
    }

    /// <summary>The filters.</summary>
    public LogFilterBase[] Filters { get; }

    /// <summary>Makes what asks the filters.</summary>
    /// <returns>The evaluator.</returns>
    public LogFilterEvaluator CreateEvaluator() => new(Filters);
}
