namespace Supervision.Posix;

// Overview
//   Thousands of trees may be sampled, and /proc costs the same for one as for all. So there is one thread and one grid of times: a tree is
//   due at the multiples of its interval, counted from the sampler's start, so that trees with the same interval fall into one pass, and
//   those with multiples of it into every nth. A tree that would be due within a tenth of its interval joins a pass that happens anyway.
//   Without subscriptions the thread waits without a time-out; where nobody ever subscribed there is none.
//
//   A pass holds the scanner's gate while it fills the trees' own buffers, and no lock while it computes and calls. All buffers are kept:
//   in the steady state a pass allocates nothing.

/// <summary>Samples the trees of child processes: one pass over /proc per interval, whatever their number. Thread-safe.</summary>
public sealed partial class ProcessSampler : IDisposable
{
    private static readonly long _base = TimeSpan.FromMilliseconds(100).Ticks;

    private readonly object _gate = new();
    private readonly TimeProvider _time;
    private readonly Action<Exception>? _observerFault;
    private readonly long _epoch;
    private readonly Dictionary<ChildProcess, SampleSubscription> _byProcess = [];
    private readonly List<SampleSubscription> _all = [];
    private readonly SharedMemoryThread _sharedMemory = new();
    private bool _started;
    private bool _ended;

    /// <summary>Makes a sampler; its thread starts with the first subscription.</summary>
    /// <param name="time">Clock of the CPU rates; null for the system's.</param>
    /// <param name="observerFault">Hears what an observer throws; null ignores it.</param>
    /// <exception cref="PlatformNotSupportedException">Not on Linux.</exception>
    public ProcessSampler(TimeProvider? time = null, Action<Exception>? observerFault = null)
    {
        ProcessSetup.Ensure();
        _time = time ?? TimeProvider.System;
        _observerFault = observerFault;
        _epoch = _time.GetTimestamp();
    }

    /// <summary>Passes over /proc so far.</summary>
    public long Passes { get; private set; }

    /// <summary>Begins to sample a tree; the first sample comes within one interval.</summary>
    /// <param name="process">A child of a host of this process.</param>
    /// <param name="options">What, and how often.</param>
    /// <param name="observer">Who hears the samples.</param>
    /// <returns>Null where the process is none of a host of this process, so that nothing is known of its tree.</returns>
    public SampleSubscription? Subscribe(IChildProcess process, SampleOptions options, ISampleObserver observer)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(observer);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Interval, TimeSpan.Zero);
        if (process is not ChildProcess child)
            return null;
        var interval = options.Interval.Ticks <= _base ? options.Interval.Ticks : (options.Interval.Ticks + _base - 1) / _base * _base;
        var subscription = new SampleSubscription(this, child, options, observer)
        {
            Interval = interval,
            SharedMemory = options.SharedMemory ? new SharedMemoryJob() : null,
        };
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_ended, this);
            subscription.Due = NextOnGrid(Now(), interval);
            subscription.Next = _byProcess.GetValueOrDefault(child);
            _byProcess[child] = subscription;
            _all.Add(subscription);
            if (!_started)
            {
                _started = true;
                new Thread(Run, 256 * 1024) { IsBackground = true, Name = "sampler" }.Start();
            }

            Monitor.Pulse(_gate);
        }

        return subscription;
    }

    /// <summary>Measures a tree's shared memory now: up to seconds for large processes, so not on a thread that others wait for.</summary>
    /// <param name="process">A child of a host of this process.</param>
    public static SharedMemoryUsage MeasureSharedMemory(IChildProcess process)
    {
        ArgumentNullException.ThrowIfNull(process);
        return SmapsRollup.Sum([.. process.Tree().Select(member => member.Pid)]);
    }

    /// <summary>The state letter of a leader as /proc gives it now; null where it is gone or hidden. Reads one file.</summary>
    /// <param name="process">A child of a host of this process.</param>
    public static char? LeaderStateOf(IChildProcess process)
    {
        ArgumentNullException.ThrowIfNull(process);
        return StatFile.TryRead(process.Pid, out var row) && row.StartTime == process.StartTime ? row.State : null;
    }

    /// <summary>Ends all subscriptions and the thread, without waiting for a pass under way.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            _all.ForEach(one => one.IsEnded = true);
            _all.Clear();
            _byProcess.Clear();
            Monitor.PulseAll(_gate);
        }

        _sharedMemory.End();
    }

    internal void End(SampleSubscription subscription)
    {
        lock (_gate)
        {
            if (subscription.IsEnded)
                return;
            subscription.IsEnded = true;
            _all.Remove(subscription);
            var first = _byProcess[subscription.Process];
            if (first == subscription && subscription.Next is null)
                _byProcess.Remove(subscription.Process);
            else if (first == subscription)
                _byProcess[subscription.Process] = subscription.Next!;
            else
            {
                while (first.Next != subscription)
                    first = first.Next!;
                first.Next = subscription.Next;
            }

            Monitor.Pulse(_gate);
        }
    }

    private static long NextOnGrid(long now, long interval) => (now / interval + 1) * interval;

    private long Now() => _time.GetElapsedTime(_epoch).Ticks;
}
