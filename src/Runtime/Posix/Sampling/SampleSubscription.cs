namespace Supervision.Posix;

/// <summary>One tree that is sampled. Dispose it to end that; a sample under way may still arrive.</summary>
public sealed class SampleSubscription : IDisposable
{
    private readonly ProcessSampler _sampler;
    private ProcRow[] _rows = new ProcRow[2];
    private Seen[] _before = new Seen[2];
    private int _beforeCount;

    internal SampleSubscription(ProcessSampler sampler, ChildProcess process, SampleOptions options, ISampleObserver observer)
    {
        _sampler = sampler;
        Process = process;
        Options = options;
        Observer = observer;
    }

    internal ChildProcess Process { get; }

    internal SampleOptions Options { get; }

    internal ISampleObserver Observer { get; }

    /// <summary>The interval on the common grid, in ticks of <see cref="TimeSpan"/>.</summary>
    internal long Interval { get; init; }

    /// <summary>When the next sample is due, in ticks since the sampler's epoch.</summary>
    internal long Due { get; set; }

    /// <summary>Another subscription to the same process.</summary>
    internal SampleSubscription? Next { get; set; }

    /// <summary>Taken part of in the pass under way.</summary>
    internal bool IsInPass { get; set; }

    /// <summary>When the sample before was taken; negative before the first.</summary>
    internal long SampledAt { get; set; } = -1;

    internal int Count { get; private set; }

    internal ReadOnlySpan<ProcRow> Rows => _rows.AsSpan(0, Count);

    internal volatile bool IsEnded;

    /// <summary>State of the shared memory's measurement.</summary>
    internal SharedMemoryJob? SharedMemory { get; init; }

    /// <inheritdoc/>
    public void Dispose() => _sampler.End(this);

    internal void BeginPass() => Count = 0;

    internal void Add(in ProcRow row)
    {
        if (Count == _rows.Length)
            Array.Resize(ref _rows, Count * 2);
        _rows[Count++] = row;
    }

    /// <summary>CPU ticks of a process at the sample before; zero for one that was not there.</summary>
    internal ulong TicksBefore(in ProcRow row, ref int at)
    {
        // Both lists ascend by pid.
        while (at < _beforeCount && _before[at].Pid < row.Pid)
            at++;
        return at < _beforeCount && _before[at].Pid == row.Pid && _before[at].StartTime == row.StartTime ? _before[at].Ticks : 0;
    }

    internal void Remember()
    {
        if (_before.Length < Count)
            _before = new Seen[_rows.Length];
        for (var i = 0; i < Count; i++)
            _before[i] = new Seen(_rows[i].Pid, _rows[i].StartTime, _rows[i].CpuTicks);
        _beforeCount = Count;
    }

    private readonly record struct Seen(int Pid, ulong StartTime, ulong Ticks);
}
