namespace Supervision.Entrypoint.Daemon;

// Overview
//   Starting an engine leaves garbage (environments, command lines, settings) that the collector would keep for hours, because a daemon
//   that has started its engines hardly allocates any more. So, while nothing happens, what has piled up is collected once and given
//   back to the system. A heap of this size takes milliseconds; a busy daemon is left alone, its collections come by themselves.

/// <summary>Gives memory back when the daemon has come to rest.</summary>
internal sealed class IdleTrim : IDisposable
{
    /// <summary>How often it looks; also how long the daemon must have been quiet.</summary>
    internal static readonly TimeSpan Period = TimeSpan.FromSeconds(3);

    /// <summary>Less garbage than this is not worth a collection.</summary>
    internal const long Worthwhile = 4 * 1024 * 1024;

    private const long Quiet = 1024 * 1024;

    private readonly Func<long> _allocated;
    private readonly Action _collect;
    private readonly ITimer _timer;
    private long _atLastTrim;
    private long _atLastLook;

    /// <summary>Begins to look.</summary>
    /// <param name="time">Clock.</param>
    /// <param name="allocated">Bytes allocated since the start; null for the runtime's count.</param>
    /// <param name="collect">Collects; null for a full, compacting collection.</param>
    public IdleTrim(TimeProvider time, Func<long>? allocated = null, Action? collect = null)
    {
        _allocated = allocated ?? (static () => GC.GetTotalAllocatedBytes());
        _collect = collect ?? (static () => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true));
        _timer = time.CreateTimer(_ => Look(), null, Period, Period);
    }

    /// <summary>Ends it.</summary>
    public void Dispose() => _timer.Dispose();

    /// <summary>One look.</summary>
    internal void Look()
    {
        long now = _allocated();
        bool quiet = now - _atLastLook < Quiet;
        _atLastLook = now;
        if (quiet && now - _atLastTrim >= Worthwhile)
        {
            _collect();
            _atLastTrim = _allocated();
        }
    }
}
