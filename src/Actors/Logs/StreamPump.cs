using Supervision.Actors.Events;
using Supervision.Actors.Failures;
using Supervision.Actors.Handover;
using Supervision.Actors.Heartbeats;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Actors.Logs;

// Overview
// One stream of one attempt. Where nobody needs to look at the bytes (a raw file or pass-through, no stripping, no followers, no
// syslog, no subscriber to lines) large amounts go from pipe to file by splice, and only the last few KiB of each round are read, for
// the last lines of the attempt. Else the bytes are read once and cut into lines once, and every taker gets the same batch.
// Each thread has one batch for all the streams that it serves.

/// <summary>Takes one stream of one attempt to its sink. For one caller at a time.</summary>
internal sealed class StreamPump(
    StreamSink sink, OutputLabel label, EngineLogSettings settings, LastLines last, LinePatterns patterns, AttemptSignals signals, EventPublisher events,
    IOutputConsole? console, TimeProvider time) : IOutputPump
{
    // Below this much copying is cheaper than the system calls of a splice.
    private const int WorthSplicing = 32 * 1024;
    private const int ReadForLastLines = 8 * 1024;
    private const int TurnSize = 4 * 1024 * 1024;

    [ThreadStatic]
    private static LineBatch? _batch;

    private readonly LineCutter _cutter = new(settings.MaxLine);
    private readonly AnsiStripper? _stripper = settings.StripAnsi ? new AnsiStripper() : null;
    private readonly FileLineFormat? _format =
        sink.Target.Kind == LogTargetKind.File && sink.Format != LogFileFormat.Raw ? new FileLineFormat(sink.Format, label) : null;

    private readonly bool _toConsole = sink.Target.Kind == LogTargetKind.Inherit && console is not null;
    private bool _gap;

    private bool IsPublished => events.WantsOutput && sink.Target.Kind != LogTargetKind.Null;

    private bool NeedsEveryLine => _format is not null || _toConsole || sink.HasSyslog || IsPublished
        || patterns.NeedsEveryLine || signals.NeedsLines || sink.Watch?.IsActive(label.Attempt) == true;

    private bool CanSplice => sink.HasFile && _stripper is null && !NeedsEveryLine && !sink.HasFollowers;

    public void OnReadable(PipeSource source)
    {
        var lingered = true;
        for (var moved = 0; moved < TurnSize;)
        {
            var keep = last.Keep > 0 ? ReadForLastLines : 0;
            if (CanSplice)
            {
                // What stays in the pipe is read at the end of the stream at the latest: the last lines are in it.
                var available = source.Available;
                if (available >= WorthSplicing + keep)
                {
                    var count = sink.Move(source, available - keep);
                    if (count == 0)
                        return;
                    moved += count;
                    _gap = true;
                    lingered = false;
                    continue;
                }

                // Who has just written much is about to write more; moving it in larger pieces costs less.
                if (!lingered)
                {
                    source.Linger();
                    lingered = true;
                    continue;
                }
            }

            var data = source.Read();
            if (data.IsEmpty)
                return;
            moved += data.Length;
            Take(data);
            if (data.Length < ReadForLastLines)
                return;
        }
    }

    public void OnEnd() => Flush();

    public void OnDiscarded(long bytes) => sink.Discarded(bytes);

    /// <summary>Takes bytes in the order in which they were written.</summary>
    public void Take(ReadOnlySpan<byte> data)
    {
        if (_stripper is not null)
            data = _stripper.Strip(data);
        if (data.IsEmpty)
            return;
        if (_format is null && (sink.HasFile || sink.HasFollowers))
            sink.WriteRaw(data);
        if (!NeedsEveryLine)
            data = OnlyLastLines(data);
        var batch = Batch();
        _cutter.Append(data, batch);
        Pass(batch);
    }

    /// <summary>Passes an unfinished last line on.</summary>
    public void Flush()
    {
        var batch = Batch();
        _cutter.Flush(batch);
        Pass(batch);
    }

    /// <summary>What another image of this program needs to go on in the middle of a line. Only while nothing is pumped.</summary>
    public HandedStream HandOver() => new() { Rest = _cutter.Rest, Position = _stripper?.Position ?? 0, Gap = _gap };

    public void Restore(HandedStream handed)
    {
        _cutter.Rest = handed.Rest;
        _gap = handed.Gap;
        if (_stripper is not null)
            _stripper.Position = handed.Position;
    }

    private static LineBatch Batch()
    {
        var batch = _batch ??= new LineBatch();
        batch.Clear();
        return batch;
    }

    private void Pass(LineBatch batch)
    {
        if (batch.Count == 0)
            return;
        last.Add(batch, label.Stream);
        sink.Watch?.Look(label.Attempt, batch);
        patterns.Look(batch, label.Stream);
        signals.Look(batch);
        if (!NeedsEveryLine)
            return;
        var at = time.GetUtcNow();
        if (_format is not null)
            sink.WriteLines(batch, _format, at);
        if (sink.HasSyslog)
            sink.SendSyslog(label, batch, at);
        var publish = IsPublished;
        var show = _toConsole && console!.IsOn;
        if (!publish && !show)
            return;
        var first = events.Output(label, batch, at, publish);
        if (show)
            console!.Write(label, batch, at, first);
    }

    /// <summary>The end of the bytes that still matters when only the last lines do.</summary>
    private ReadOnlySpan<byte> OnlyLastLines(ReadOnlySpan<byte> data)
    {
        if (_gap)
        {
            // The line that began in what was spliced is not known whole.
            _cutter.Reset();
            var end = data.IndexOf((byte)'\n');
            if (end < 0 && data.Length < settings.MaxLine)
                return default;
            data = data[(end + 1)..];
            _gap = false;
        }

        var start = data.Length;
        for (var lines = 0; lines <= last.Keep; lines++)
        {
            start = data[..start].LastIndexOf((byte)'\n');
            if (start < 0)
                return data;
        }

        _cutter.Reset();
        return data[(start + 1)..];
    }
}
