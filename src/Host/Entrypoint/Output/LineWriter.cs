using System.Buffers;

namespace Supervision.Entrypoint.Output;

// Overview
// Whoever logs must never wait for standard output: a full pipe or a stopped terminal would hold up the supervision of every engine.
// So lines go into a bounded buffer that one thread of its own empties. Two buffers change places: the loggers append to one while
// the thread writes the other, so that a burst costs few system calls and no allocation per line. What does not fit, or what the
// other side refuses, is counted; the count is written as a line of its own as soon as something gets through again.

/// <summary>Writes whole lines to a target without ever making the caller wait. Thread-safe.</summary>
internal sealed class LineWriter
{
    public const int DefaultCapacity = 4 * 1024 * 1024;

    private readonly object _gate = new();
    private readonly IByteTarget _target;
    private readonly Func<long, ReadOnlyMemory<byte>> _notice;
    private readonly int _capacity;
    private ArrayBufferWriter<byte> _pending = new();
    private ArrayBufferWriter<byte> _writing = new();
    private bool _busy;
    private long _dropped;
    private long _droppedInTotal;

    /// <summary>Starts the writing thread, which ends with the process.</summary>
    /// <param name="target">Where the lines go.</param>
    /// <param name="notice">Makes the line that reports how many lines were lost; runs on the writing thread.</param>
    /// <param name="capacity">Bytes that may wait.</param>
    public LineWriter(IByteTarget target, Func<long, ReadOnlyMemory<byte>> notice, int capacity = DefaultCapacity)
    {
        _target = target;
        _notice = notice;
        _capacity = capacity;
        new Thread(Run) { IsBackground = true, Name = "log writer" }.Start();
    }

    /// <summary>Lines that were lost since the start.</summary>
    public long Dropped
    {
        get
        {
            lock (_gate)
                return _droppedInTotal;
        }
    }

    /// <summary>Takes one line with its line end; false where it did not fit and is lost.</summary>
    public bool TryWrite(ReadOnlySpan<byte> line) => TryWrite(line, 1);

    /// <summary>Takes several lines at once; false where they did not fit and all are lost.</summary>
    public bool TryWrite(ReadOnlySpan<byte> line, int lines)
    {
        lock (_gate)
        {
            if (_pending.WrittenCount + line.Length > _capacity)
            {
                CountDropped(lines);
                return false;
            }
            _pending.Write(line);
            Monitor.PulseAll(_gate);
            return true;
        }
    }

    /// <summary>Waits until everything taken so far is written or lost.</summary>
    /// <returns>False where the target blocked for the whole time.</returns>
    public bool Flush(TimeSpan patience)
    {
        long deadline = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        lock (_gate)
        {
            while (_busy || _pending.WrittenCount > 0)
            {
                long left = deadline - Environment.TickCount64;
                if (left <= 0 || !Monitor.Wait(_gate, (int)Math.Min(left, int.MaxValue)))
                    return false;
            }
            return true;
        }
    }

    private void Run()
    {
        while (true)
        {
            lock (_gate)
            {
                _busy = false;
                Monitor.PulseAll(_gate);
                while (_pending.WrittenCount == 0)
                    Monitor.Wait(_gate);
                (_pending, _writing) = (_writing, _pending);
                _busy = true;
            }

            ReadOnlySpan<byte> lines = _writing.WrittenSpan;
            int written = _target.Write(lines);
            int lost = lines[written..].Count((byte)'\n');
            Settle(lost);
            if (lost == 0)
                ReportDropped();
            Recycle();
        }
    }

    private void Settle(int lost)
    {
        if (lost == 0)
            return;
        lock (_gate)
            CountDropped(lost);
    }

    private void ReportDropped()
    {
        long count;
        lock (_gate)
            (count, _dropped) = (_dropped, 0);
        if (count == 0)
            return;

        ReadOnlySpan<byte> notice = _notice(count).Span;
        if (_target.Write(notice) == notice.Length)
            return;
        lock (_gate)
            _dropped += count;
    }

    private void CountDropped(long lines)
    {
        _dropped += lines;
        _droppedInTotal += lines;
    }

    /// <summary>Empties the written buffer; one that a burst made large is not kept.</summary>
    private void Recycle()
    {
        if (_writing.Capacity > 256 * 1024)
            _writing = new ArrayBufferWriter<byte>();
        else
            _writing.ResetWrittenCount();
    }
}
