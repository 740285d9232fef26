namespace Supervision.Actors.Logs;

/// <summary>Whether a target works, and what was lost since it does not. Thread-safe.</summary>
internal sealed class TargetHealth(string target)
{
    private readonly Lock _gate = new();
    private bool _failing;
    private long _lost;

    public string Target => target;

    /// <summary>Notes a failure; true where it is the first in a row.</summary>
    public bool Lose(long count)
    {
        lock (_gate)
        {
            _lost += count;
            var first = !_failing;
            _failing = true;
            return first;
        }
    }

    /// <summary>Notes a success; what was lost where it is the first after a failure, else null.</summary>
    public long? Recover()
    {
        lock (_gate)
        {
            if (!_failing)
                return null;
            var lost = _lost;
            _failing = false;
            _lost = 0;
            return lost;
        }
    }
}
