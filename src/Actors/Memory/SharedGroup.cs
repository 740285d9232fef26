using System.Collections.Concurrent;
using Supervision.Posix;

namespace Supervision.Actors.Memory;

/// <summary>
/// The control group that engines share with the daemon. Its limit is nobody's own: of the engines that are held to it only the largest is
/// to blame, or all of them would be restarted for what one has taken. Thread-safe.
/// </summary>
internal sealed class SharedGroup(Cgroup? group)
{
    private readonly ConcurrentDictionary<string, long> _rss = new(StringComparer.Ordinal);

    public Cgroup? Group { get; } = group;

    /// <summary>Takes an engine's latest size in; true where no other engine's is larger.</summary>
    public bool IsLargest(string engine, long rss)
    {
        _rss[engine] = rss;
        foreach (var (other, size) in _rss)
        {
            if (size > rss || (size == rss && string.CompareOrdinal(other, engine) < 0))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>An engine's attempt ended.</summary>
    public void Forget(string engine) => _rss.TryRemove(engine, out _);
}
