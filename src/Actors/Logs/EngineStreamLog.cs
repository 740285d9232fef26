using System.Text;
using Supervision.Posix;

namespace Supervision.Actors.Logs;

/// <summary>What an engine wrote to one stream: its file, its end, and what comes. Thread-safe; outlives the engine's attempts.</summary>
public sealed class EngineStreamLog
{
    private readonly StreamSink _sink;
    private readonly EngineLog _engine;
    private readonly OutputStream _stream;

    internal EngineStreamLog(StreamSink sink, EngineLog engine, OutputStream stream)
    {
        _sink = sink;
        _engine = engine;
        _stream = stream;
    }

    /// <summary>The file; null where the stream goes elsewhere.</summary>
    public string? Path => _sink.Path;

    /// <summary>
    /// Reads from the file: <paramref name="length"/> bytes from an offset, 0 for all to the end, or the last bytes where the offset is
    /// negative (then the length must be 0).
    /// </summary>
    /// <param name="offset">Where to begin; negative: so many bytes before the end.</param>
    /// <param name="length">How many bytes; 0: to the end.</param>
    /// <param name="bytes">The bytes; empty unless the result is <see cref="LogReadResult.Read"/>.</param>
    public LogReadResult Read(long offset, long length, out ReadOnlyMemory<byte> bytes)
    {
        bytes = default;
        if (Path is not { } path)
            return LogReadResult.NoFile;
        var result = LogFileReader.Read(path, offset, length, out var read);
        bytes = read;
        return result;
    }

    /// <summary>
    /// Reads the end of the file for a reader that comes back with the offset of the last answer. Where more than
    /// <paramref name="length"/> bytes follow the offset, the last of them come and the overflow is told. Without a file: nothing, offset 0.
    /// </summary>
    /// <param name="offset">The size of the last answer; 0 at first.</param>
    /// <param name="length">Most bytes.</param>
    public LogTailPart Tail(long offset, long length) =>
        Path is { } path ? LogFileReader.Tail(path, offset, length) : new LogTailPart(default, 0, false);

    /// <summary>
    /// The last bytes: of the file, or, where there is none, of those lines of this stream that are among the last of the latest attempt, each with a
    /// line feed.
    /// </summary>
    /// <param name="bytes">How many at most.</param>
    /// <param name="both">Lines of both streams in the order of arrival, where there is no file. Default false.</param>
    public ReadOnlyMemory<byte> LastBytes(int bytes, bool both = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        if (bytes == 0)
            return default;
        if (Path is { } path)
            return LogFileReader.Last(path, bytes);
        var text = Encoding.UTF8.GetBytes(string.Concat((_engine.Last?.ToStrings(both ? null : _stream) ?? []).Select(line => line + "\n")));
        return text.AsMemory(Math.Max(0, text.Length - bytes));
    }

    /// <summary>
    /// Follows the stream: the last bytes, then everything that comes, as it is written to the file (or, where there is none, as the
    /// engine writes it), across attempts and rotations. While somebody follows, nothing is spliced.
    /// </summary>
    /// <param name="lastBytes">How many bytes of the past at most. Default 1024.</param>
    /// <param name="capacity">How many bytes may wait for the reader before it loses the oldest; at least 4 KiB. Default 256 KiB.</param>
    public LogFollower Follow(int lastBytes = 1024, int capacity = 256 * 1024)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lastBytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 4096);
        return _sink.Follow(capacity, () => LastBytes(lastBytes));
    }

    /// <summary>Closes the file and opens whatever has its name now, for programs that rotate logs themselves.</summary>
    /// <returns>False where there is no file, or its file system hangs.</returns>
    public bool Reopen() => _sink.Reopen();

    /// <summary>Empties the file; old files stay.</summary>
    /// <returns>False where there is no file that could be emptied.</returns>
    public bool Clear() => _sink.Clear();
}
