namespace Supervision.Actors.Groups;

/// <summary>
/// The restart of several engines after one failed (one_for_all, rest_for_one): the others stop in reverse start order, each awaited;
/// then the failed one waits its backoff and starts; then the others start in order, each when the one before it runs. The first start of
/// such a group is the same plan from its second half on.
/// </summary>
internal sealed class RestartPlan
{
    private readonly Queue<EngineEntry> _toStart;

    public RestartPlan(EngineEntry failed, IReadOnlyList<EngineEntry> others, TimeSpan delay)
    {
        Failed = failed;
        Others = [.. others.OrderBy(entry => entry.Order)];
        Delay = delay;
        _toStart = new Queue<EngineEntry>(Others);
    }

    public EngineEntry Failed { get; }

    /// <summary>The other engines of the plan, in start order.</summary>
    public IReadOnlyList<EngineEntry> Others { get; }

    public TimeSpan Delay { get; }

    /// <summary>The engine whose start is awaited; null while the others are being stopped.</summary>
    public EngineEntry? Starting { get; private set; }

    /// <summary>Whether the plan will start this engine later on.</summary>
    public bool WillStart(EngineEntry entry) => _toStart.Contains(entry);

    /// <summary>Those that still wait for their turn; the failed one too, until its own start has been asked for.</summary>
    public IEnumerable<EngineEntry> Unstarted => Starting is null ? Others.Append(Failed) : _toStart.Append(Starting);

    public void BeginStarting() => Starting = Failed;

    /// <summary>The next engine to start, of those that are wanted up; null where the plan is done.</summary>
    public EngineEntry? NextToStart()
    {
        while (_toStart.TryDequeue(out var entry))
        {
            if (entry.Status.Desired == Engines.DesiredState.Up)
            {
                Starting = entry;
                return entry;
            }
        }

        return null;
    }
}
