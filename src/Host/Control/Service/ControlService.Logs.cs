// Output of engines. Files are read on the pool: a file system may take its time.
using System.Runtime.CompilerServices;
using Supervision.Actors.Logs;
using Supervision.Posix;

namespace Supervision.Control;

public sealed partial class ControlService
{
    private const int MostLines = 100_000;
    private const int LinesWithin = 4 * 1024 * 1024;
    private const int MostAtOnce = 16 * 1024 * 1024;
    private static readonly TimeSpan _newLog = TimeSpan.FromMilliseconds(200);

    /// <inheritdoc/>
    public Task<LogPart?> ReadLogAsync(string engine, OutputStream stream, long offset, long length, CancellationToken cancellation = default)
    {
        if (_tree.Logs.Find(engine, stream) is not { } log)
        {
            return Task.FromResult<LogPart?>(null);
        }

        return Task.Run(
            LogPart? () =>
            {
                if (offset >= 0)
                {
                    var result = log.Read(offset, Math.Min(length == 0 ? MostAtOnce : length, MostAtOnce), out var bytes);
                    return new LogPart(result, bytes, offset + bytes.Length);
                }

                // The tail says where it ends, and not why there is none.
                var state = log.Read(-1, length, out _);
                var tail = log.Tail(0, state == LogReadResult.Read ? Math.Min(-offset, MostAtOnce) : 0);
                return new LogPart(state, tail.Bytes, tail.Offset);
            },
            cancellation);
    }

    /// <inheritdoc/>
    public Task<LogPart?> TailLogAsync(string engine, OutputStream stream, long offset, int length, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (_tree.Logs.Find(engine, stream) is not { } log)
        {
            return Task.FromResult<LogPart?>(null);
        }

        return Task.Run(
            LogPart? () =>
            {
                if (log.Path is null)
                {
                    return new LogPart(LogReadResult.NoFile, log.LastBytes(length));
                }

                var part = log.Tail(offset, Math.Min(length, MostAtOnce));
                return new LogPart(LogReadResult.Read, part.Bytes, part.Offset, part.Overflow);
            },
            cancellation);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>?> LastLinesAsync(
        string engine, OutputStream? stream, int lines, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lines);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lines, MostLines);
        var other = stream is null ? _tree.Logs.Find(engine, OutputStream.Stderr) : null;
        return _tree.Logs.Find(engine, stream ?? OutputStream.Stdout) is { } log
            ? Task.Run(
                IReadOnlyList<string>? () => other is null ? LastLinesOf(log)
                    : log.Path is null && other.Path is null ? LastLinesOf(log, both: true)
                    : [.. LastLinesOf(log), .. LastLinesOf(other)],
                cancellation)
            : Task.FromResult<IReadOnlyList<string>?>(null);

        IReadOnlyList<string> LastLinesOf(EngineStreamLog one, bool both = false) => LineSplitter.Lines(LastBytesOf(one, lines, both).Span);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<LogChunk>? FollowLog(
        string engine, OutputStream stream, int lastBytes = 1024, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lastBytes);
        return _tree.Logs.Find(engine, stream) is { } log
            ? FollowAsync(engine, stream, log, AttachAsync(log, _ => Math.Min(lastBytes, MostAtOnce)), cancellation)
            : null;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<LogLine>? FollowLines(
        string engine, OutputStream stream, int lastLines = 10, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lastLines);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lastLines, MostLines);
        return _tree.Logs.Find(engine, stream) is { } log
            ? LinesAsync(FollowAsync(engine, stream, log, AttachAsync(log, one => LastBytesOf(one, lastLines).Length), cancellation), cancellation)
            : null;
    }

    /// <summary>As <see cref="FollowLines"/>, and when it returns nothing that is written from then on is missed.</summary>
    internal async Task<IAsyncEnumerable<LogLine>?> BeginLinesAsync(string engine, OutputStream stream, int lastLines, CancellationToken cancellation)
    {
        if (_tree.Logs.Find(engine, stream) is not { } log)
        {
            return null;
        }

        var follower = AttachAsync(log, one => LastBytesOf(one, lastLines).Length);
        await follower.ConfigureAwait(false);
        return LinesAsync(FollowAsync(engine, stream, log, follower, cancellation), cancellation);
    }

    // Begun at once, not with the first read.
    private Task<LogFollower> AttachAsync(EngineStreamLog log, Func<EngineStreamLog, int> past) => Task.Run(() =>
    {
        var follower = log.Follow(past(log));
        Track(follower);
        return follower;
    });

    /// <summary>The end of a log that holds so many whole lines.</summary>
    private static ReadOnlyMemory<byte> LastBytesOf(EngineStreamLog log, int lines, bool both = false)
    {
        if (lines == 0)
        {
            return default;
        }

        for (var size = 16 * 1024; ; size *= 4)
        {
            var bytes = log.LastBytes(Math.Min(size, LinesWithin), both);
            var start = LineSplitter.StartOfLast(bytes.Span, lines);
            if (start > 0 || bytes.Length < size || size >= LinesWithin)
            {
                return bytes[Math.Max(0, start)..];
            }
        }
    }

    private static async IAsyncEnumerable<LogLine> LinesAsync(
        IAsyncEnumerable<LogChunk> chunks, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var splitter = new LineSplitter();
        await foreach (var chunk in chunks.WithCancellation(cancellation).ConfigureAwait(false))
        {
            var lost = chunk.Lost;
            foreach (var line in splitter.Add(chunk.Bytes.Span))
            {
                yield return new LogLine(line, lost);
                lost = 0;
            }
        }

        if (splitter.Rest() is { Length: > 0 } rest)
        {
            yield return new LogLine(rest, 0);
        }
    }

    // A reload may give an engine another log: then the old one ends, and the new one is followed from its beginning.
    private async IAsyncEnumerable<LogChunk> FollowAsync(
        string engine, OutputStream stream, EngineStreamLog log, Task<LogFollower> attached, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            using (var follower = await attached.ConfigureAwait(false))
            {
                long lost = 0;
                try
                {
                    while (await follower.ReadAsync(cancellation).ConfigureAwait(false) is { Length: > 0 } chunk)
                    {
                        var all = follower.Lost;
                        yield return new LogChunk(chunk, all - lost);
                        lost = all;
                    }
                }
                finally
                {
                    _readers.TryRemove(follower, out _);
                }
            }

            if (await NextLogAsync(engine, stream, log, cancellation).ConfigureAwait(false) is not { } next)
            {
                yield break;
            }

            log = next;
            attached = AttachAsync(log, _ => 0);
        }
    }

    // The engine has left, or its next attempt, with the new log, has not begun yet.
    private async Task<EngineStreamLog?> NextLogAsync(string engine, OutputStream stream, EngineStreamLog before, CancellationToken cancellation)
    {
        while (_tree.Logs.Find(engine, stream) is { } log)
        {
            if (log != before)
            {
                return log;
            }

            if (Volatile.Read(ref _closed) == 1 || _tree.Completion.IsCompleted
                || (await EnginesAsync(cancellation).ConfigureAwait(false)).All(one => one.Name != engine))
            {
                return null;
            }

            await Task.Delay(_newLog, Time, cancellation).ConfigureAwait(false);
        }

        return null;
    }
}
