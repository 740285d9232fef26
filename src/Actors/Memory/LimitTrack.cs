using Supervision.Actors.Events;

namespace Supervision.Actors.Memory;

/// <summary>One limit over time: since when it is exceeded without a break, and whether that was told.</summary>
internal sealed class LimitTrack(MemoryRule rule, TimeProvider time)
{
    private long? _since;
    private bool _told;

    public MemoryRule Rule { get; } = rule;

    public TimeSpan For => _since is { } since ? time.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>Takes one sample in; true where the limit has been exceeded for the sustain time.</summary>
    public bool Weigh(bool exceeded, TimeSpan sustain)
    {
        if (!exceeded)
        {
            _since = null;
            _told = false;
            return false;
        }

        _since ??= time.GetTimestamp();
        return For >= sustain;
    }

    /// <summary>True once per excess.</summary>
    public bool TakeNews() => !_told && (_told = true);
}
