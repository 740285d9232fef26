// Overview
// The process layer calls OnOutput on its own I/O thread, which serves every engine: nothing here may wait. Bytes are cut into lines,
// the last lines are kept for failure reports, and the lines of one chunk go to the log actor as one message. What the log actor has
// not taken yet is counted; beyond the bound lines are dropped and the drop is reported, so a slow reader costs lines, never memory
// and never the engine's time.
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Actors.Logs;

/// <summary>Receives the output of one attempt.</summary>
internal sealed class OutputCapture(EngineLogSettings settings, int attempt, IActorRef logs) : IProcessObserver
{
    private IActorRef _logs = logs;
    private const int MaxPendingLines = 20_000;
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<string> _last = new();
    private readonly LineSplitter _stdout = new(settings.MaxLine);
    private readonly LineSplitter _stderr = new(settings.MaxLine);
    private List<OutputLine> _chunk = [];
    private int _open = 2;
    private int _pending;
    private long _dropped;
    private int? _pid;

    /// <summary>Completes when both streams have ended.</summary>
    public Task Closed => _closed.Task;

    /// <summary>Tells whose output this is; lines read before are held back until then.</summary>
    public void Begin(int pid)
    {
        lock (_lock)
        {
            _pid = pid;
            Send_NeedsLock();
        }
    }

    /// <summary>Sends further lines to another log actor; what the last one had not taken is lost with it.</summary>
    public void Redirect(IActorRef logs)
    {
        lock (_lock)
        {
            _logs = logs;
            Volatile.Write(ref _pending, 0);
        }
    }

    public void OnOutput(OutputStream stream, ReadOnlySpan<byte> data)
    {
        lock (_lock)
        {
            var splitter = stream == OutputStream.Stdout ? _stdout : _stderr;
            splitter.Append(data, line => Add_NeedsLock(stream, line));
            Send_NeedsLock();
        }
    }

    public void OnOutputClosed(OutputStream stream)
    {
        lock (_lock)
        {
            FlushRest_NeedsLock(stream);
            Send_NeedsLock();
            if (--_open == 0)
            {
                _closed.TrySetResult();
            }
        }
    }

    public void OnExited(ExitStatus status)
    {
        // The engine's actor waits for the exit itself.
    }

    /// <summary>Passes an unfinished last line on, for output that a stranger holds open.</summary>
    public void Flush()
    {
        lock (_lock)
        {
            FlushRest_NeedsLock(OutputStream.Stdout);
            FlushRest_NeedsLock(OutputStream.Stderr);
            Send_NeedsLock();
        }
    }

    /// <summary>The last lines of the attempt, oldest first.</summary>
    public IReadOnlyList<string> LastLines()
    {
        lock (_lock)
        {
            return [.. _last];
        }
    }

    /// <summary>The log actor has passed lines on.</summary>
    public void Taken(int lines) => Interlocked.Add(ref _pending, -lines);

    private void FlushRest_NeedsLock(OutputStream stream) =>
        (stream == OutputStream.Stdout ? _stdout : _stderr).Flush(line => Add_NeedsLock(stream, line));

    private void Add_NeedsLock(OutputStream stream, string line)
    {
        if (settings.KeepLines > 0)
        {
            if (_last.Count == settings.KeepLines)
            {
                _last.Dequeue();
            }

            _last.Enqueue(line);
        }

        if (stream == OutputStream.Stdout ? !settings.ForwardStdout : !settings.ForwardStderr)
        {
            return;
        }

        if (Volatile.Read(ref _pending) >= MaxPendingLines)
        {
            _dropped++;
            return;
        }

        Interlocked.Increment(ref _pending);
        _chunk.Add(new OutputLine(stream, line));
    }

    private void Send_NeedsLock()
    {
        if (_pid is not { } pid || (_chunk.Count == 0 && _dropped == 0))
        {
            return;
        }

        _logs.Tell(new OutputLines(this, pid, attempt, _chunk, _dropped));
        _chunk = [];
        _dropped = 0;
    }
}
