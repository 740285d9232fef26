namespace Supervision.Actors.Memory;

/// <summary>
/// How fast memory grows over a window. The window is cut into parts, and of each the least value is kept: what a program takes and gives
/// back within a part is no growth, and the parts need no more room for a window of days than for one of minutes.
/// </summary>
internal sealed class GrowthTrack(TimeSpan window, TimeProvider time)
{
    private const int Parts = 16;

    private readonly Queue<(TimeSpan Begin, long Least)> _parts = new(Parts + 2);
    private readonly long _epoch = time.GetTimestamp();
    private TimeSpan _partBegin;
    private long _partLeast = long.MaxValue;
    private bool _any;

    /// <summary>Takes one sample in.</summary>
    /// <returns>Bytes per hour over the window; null before a whole window was seen.</returns>
    public long? Add(long bytes)
    {
        var now = time.GetElapsedTime(_epoch);
        if (!_any)
        {
            _any = true;
            _partBegin = now;
        }
        else if (now - _partBegin >= window / Parts)
        {
            _parts.Enqueue((_partBegin, _partLeast));
            (_partBegin, _partLeast) = (now, long.MaxValue);
        }

        _partLeast = Math.Min(_partLeast, bytes);
        // The oldest that is kept is the last one that is a whole window old.
        while (_parts.Count > 1 && now - Second() >= window)
        {
            _parts.Dequeue();
        }

        return _parts.TryPeek(out var oldest) && now - oldest.Begin >= window
            ? (long)((_partLeast - oldest.Least) / (now - oldest.Begin).TotalHours)
            : null;
    }

    private TimeSpan Second()
    {
        var first = true;
        foreach (var (begin, _) in _parts)
        {
            if (!first)
            {
                return begin;
            }

            first = false;
        }

        return TimeSpan.MaxValue;
    }
}
