// Overview
// The observer of one attempt's process. Streams that may be slow (files, pass-through, syslog) are emptied by pump threads; the others
// are read by the process host's own thread, which serves every engine, so nothing on that way waits: lines for the console and for
// subscribers are dropped and counted where those are behind. What an engine writes before its RUNNING was published is held back, up
// to a bound, so that its lines come after it.
using System.Buffers;
using Supervision.Actors.Engines;
using Supervision.Actors.Failures;
using Supervision.Actors.Handover;
using Supervision.Actors.Heartbeats;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Actors.Logs;

/// <summary>Receives the output of one attempt.</summary>
/// <param name="log">Where it goes.</param>
/// <param name="settings">The engine.</param>
/// <param name="attempt">Number of the attempt.</param>
/// <param name="signals">What looks for lines by which the engine says how it is.</param>
/// <param name="kill">Hears of a line that ends the engine.</param>
/// <param name="handed">Where an earlier image of this program stopped; null for a new attempt.</param>
internal sealed class OutputCapture(
    EngineLog log, EngineSettings settings, int attempt, AttemptSignals signals, Action<PatternHit>? kill = null, HandedOutput? handed = null) : IProcessObserver
{
    private const int MostHeldBack = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LastLines _last = new(settings.Logs.KeepLines);
    private readonly LinePatterns _patterns = new(settings.Failures, kill);
    private readonly bool _merged = settings.Logs.Stderr.Kind == LogTargetKind.Stdout;
    private List<(StreamPump Pump, byte[]? Data)>? _heldBack = handed is null ? [] : null;
    private StreamPump? _stdout;
    private StreamPump? _stderr;
    private int _held;
    private int _open = handed?.Open ?? (settings.Logs.Stderr.Kind == LogTargetKind.Stdout ? 1 : 2);

    /// <summary>Completes when every stream has ended.</summary>
    public Task Closed => _closed.Task;

    public void OnStarted(int pid)
    {
        _stdout = log.Begin(OutputStream.Stdout, pid, attempt, _last, _patterns, signals);
        _stderr = _merged ? null : log.Begin(OutputStream.Stderr, pid, attempt, _last, _patterns, signals);
        if (handed is not null)
            Restore(handed);
    }

    public IOutputPump? PumpFor(OutputStream stream) => log.IsPumped(stream) ? PumpOf(stream) : null;

    /// <summary>RUNNING was published: lines may pass.</summary>
    public void Begin()
    {
        lock (_lock)
            Release_NeedsLock();
    }

    public void OnOutput(OutputStream stream, ReadOnlySpan<byte> data)
    {
        lock (_lock)
        {
            if (_heldBack is not null && _held + data.Length <= MostHeldBack)
            {
                _heldBack.Add((PumpOf(stream), data.ToArray()));
                _held += data.Length;
                return;
            }

            Release_NeedsLock();
            PumpOf(stream).Take(data);
        }
    }

    public void OnOutputClosed(OutputStream stream)
    {
        lock (_lock)
        {
            // A pumped stream was flushed by its pump.
            if (!log.IsPumped(stream))
                Flush_NeedsLock(PumpOf(stream));

            if (--_open == 0)
                _closed.TrySetResult();
        }
    }

    // The leader's last words are passed on before its exit is known to anybody, even if a descendant keeps the stream open.
    public void OnExited(ExitStatus status) => Flush();

    /// <summary>Passes an unfinished last line on, for output that a stranger holds open.</summary>
    public void Flush()
    {
        lock (_lock)
        {
            foreach (var stream in (ReadOnlySpan<OutputStream>)[OutputStream.Stdout, OutputStream.Stderr])
            {
                if (!log.IsPumped(stream) && !(_merged && stream == OutputStream.Stderr))
                    Flush_NeedsLock(PumpOf(stream));
            }
        }
    }

    /// <summary>The last lines of the attempt, oldest first.</summary>
    public IReadOnlyList<string> LastLines() => _last.ToStrings();

    /// <summary>What the lines at the end of the attempt say of its failure; null where they say nothing.</summary>
    public PatternHit? Explain() => _patterns.Explain();

    /// <summary>What another image of this program needs to go on. Only while nothing is pumped.</summary>
    public HandedOutput HandOver(int open)
    {
        lock (_lock)
        {
            var (lines, streams) = _last.ToBytes();
            return new HandedOutput
            {
                Open = open,
                Stdout = _stdout?.HandOver(),
                Stderr = _stderr?.HandOver(),
                LastLines = lines,
                LastStreams = streams,
                Patterns = _patterns.HandOver(),
            };
        }
    }

    private void Restore(HandedOutput output)
    {
        if (output.Stdout is { } stdout)
            _stdout!.Restore(stdout);
        if (output.Stderr is { } stderr)
            _stderr?.Restore(stderr);
        _last.Restore(output.LastLines, output.LastStreams);
        _patterns.Restore(output.Patterns);
        if (_open == 0)
            _closed.TrySetResult();
    }

    private StreamPump PumpOf(OutputStream stream) => stream == OutputStream.Stderr ? _stderr! : _stdout!;

    private void Flush_NeedsLock(StreamPump pump)
    {
        if (_heldBack is null)
            pump.Flush();
        else
            _heldBack.Add((pump, null));
    }

    private void Release_NeedsLock()
    {
        if (_heldBack is not { } heldBack)
            return;
        _heldBack = null;
        foreach (var (pump, data) in heldBack)
        {
            if (data is null)
                pump.Flush();
            else
                pump.Take(data);
        }
    }
}
