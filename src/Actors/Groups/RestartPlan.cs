namespace Supervision.Actors.Groups;

/// <summary>
/// The restart of several children after one failed (one_for_all, rest_for_one): the others stop in reverse start order, each awaited;
/// then the failed one waits its backoff and starts; then the others start in order, each when the one before it is up. The first start of
/// a group in order is the same plan from its second half on.
/// </summary>
internal sealed class RestartPlan
{
    private readonly Queue<ChildEntry> _toStart;

    public RestartPlan(ChildEntry failed, IReadOnlyList<ChildEntry> others, TimeSpan delay)
    {
        Failed = failed;
        Others = [.. others.OrderBy(entry => entry.Order)];
        Delay = delay;
        _toStart = new Queue<ChildEntry>(Others);
    }

    public ChildEntry Failed { get; }

    /// <summary>The other children of the plan, in start order.</summary>
    public IReadOnlyList<ChildEntry> Others { get; }

    public TimeSpan Delay { get; }

    /// <summary>The failed engine was given up on and is tried again after the delay.</summary>
    public bool IsRetry { get; init; }

    /// <summary>Somebody asked for the start of the failed engine while the others were being stopped: nothing delays it after that.</summary>
    public bool IsAsked { get; set; }

    /// <summary>The child whose start is awaited; null while the others are being stopped.</summary>
    public ChildEntry? Starting { get; private set; }

    /// <summary>Whether the plan will start this child later on.</summary>
    public bool WillStart(ChildEntry entry) => _toStart.Contains(entry);

    /// <summary>Those that still wait for their turn; the failed one too, until its own start has been asked for.</summary>
    public IEnumerable<ChildEntry> Unstarted => Starting is null ? Others.Append(Failed) : _toStart.Append(Starting);

    /// <summary>Those that have not been started yet, in start order.</summary>
    public IEnumerable<ChildEntry> Left => _toStart;

    /// <summary>Goes on with a plan of an earlier image of this program.</summary>
    public static RestartPlan Restore(ChildEntry failed, ChildEntry starting, IReadOnlyList<ChildEntry> left, TimeSpan delay, bool isRetry) =>
        new(failed, left, delay) { IsRetry = isRetry, Starting = starting };

    public void BeginStarting() => Starting = Failed;

    /// <summary>The next child to start, of those that are wanted up; null where the plan is done.</summary>
    public ChildEntry? NextToStart()
    {
        while (_toStart.TryDequeue(out var entry))
        {
            if (entry.IsWantedUp)
            {
                Starting = entry;
                return entry;
            }
        }

        return null;
    }
}
