using Supervision.Actors.Handover;

namespace Supervision.Actors.Groups;

/// <summary>
/// OTP's restart intensity: at most a number of restarts within a sliding window, on the monotonic clock; old entries are dropped.
/// </summary>
internal sealed class RestartBudget(int? maxRestarts, TimeSpan within, TimeProvider time)
{
    private int? _maxRestarts = maxRestarts;
    private TimeSpan _within = within;
    private readonly Queue<long> _restarts = new();

    /// <summary>Restarts made within the window that ends now.</summary>
    public int Used
    {
        get
        {
            while (_restarts.TryPeek(out var oldest) && time.GetElapsedTime(oldest) > _within)
            {
                _restarts.Dequeue();
            }

            return _restarts.Count;
        }
    }

    /// <summary>Other limits; what was counted stays.</summary>
    public void Change(int? maxRestarts, TimeSpan within) => (_maxRestarts, _within) = (maxRestarts, within);

    /// <summary>How long ago the restarts were that count now.</summary>
    public IReadOnlyList<TimeSpan> Ages => Used == 0 ? [] : [.. _restarts.Select(at => time.GetElapsedTime(at))];

    /// <summary>Goes on counting where an earlier image of this program stopped.</summary>
    public void Restore(IReadOnlyList<TimeSpan> ages)
    {
        foreach (var age in ages)
        {
            _restarts.Enqueue(time.TimestampBefore(age));
        }
    }

    /// <summary>Forgets what was counted.</summary>
    public void Reset() => _restarts.Clear();

    /// <summary>Counts one more restart; false, and nothing counted, where that would exceed the limit.</summary>
    public bool TryRestart()
    {
        if (_maxRestarts is null)
        {
            return true;
        }

        if (Used >= _maxRestarts)
        {
            return false;
        }

        _restarts.Enqueue(time.GetTimestamp());
        return true;
    }
}
