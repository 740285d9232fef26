namespace Supervision.Actors.Engines;

/// <summary>The last attempts of one engine, a bounded number of them.</summary>
internal sealed class EngineHistory(int capacity)
{
    private int _capacity = capacity;
    private readonly List<EngineAttempt> _attempts = [];

    /// <summary>Oldest first; a copy.</summary>
    public IReadOnlyList<EngineAttempt> Attempts => [.. _attempts];

    /// <summary>Goes on with attempts that an earlier image of this program saw.</summary>
    public void Restore(IReadOnlyList<EngineAttempt> attempts)
    {
        _attempts.AddRange(attempts);
        Keep(_capacity);
    }

    public void Begin(EngineAttempt attempt)
    {
        _attempts.Add(attempt);
        Keep(_capacity);
    }

    /// <summary>Keeps at most so many from now on.</summary>
    public void Keep(int capacity)
    {
        _capacity = capacity;
        if (_attempts.Count > capacity)
        {
            _attempts.RemoveRange(0, _attempts.Count - capacity);
        }
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
