namespace Supervision.Actors.Engines;

/// <summary>The last attempts of one engine, a bounded number of them.</summary>
internal sealed class EngineHistory(int capacity)
{
    private readonly List<EngineAttempt> _attempts = [];

    /// <summary>Oldest first; a copy.</summary>
    public IReadOnlyList<EngineAttempt> Attempts => [.. _attempts];

    public void Begin(EngineAttempt attempt)
    {
        if (_attempts.Count >= capacity)
        {
            _attempts.RemoveAt(0);
        }

        _attempts.Add(attempt);
    }

    /// <summary>Changes the attempt under way; the one that has ended is left as it is.</summary>
    public void Change(Func<EngineAttempt, EngineAttempt> change)
    {
        if (_attempts.Count > 0 && _attempts[^1].Ended is null)
        {
            _attempts[^1] = change(_attempts[^1]);
        }
    }
}
