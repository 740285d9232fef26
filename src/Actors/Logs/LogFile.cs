using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Actors.Logs;

// Overview
// One log file with its old ones. Nothing here throws for what a file system can do to us: a write says what was not written and why,
// and after a failure the file is tried again at most once a second, so that a full disk costs no more than that. Raw bytes fill a file
// exactly to its limit; lines are set aside as a whole, unless one alone exceeds the limit. What cannot be rotated (a device, a pipe,
// our own streams) is written without limit.

/// <summary>A log file that is rotated by size and time. Not thread-safe: its sink holds the lock that is handed in here.</summary>
internal sealed partial class LogFile(string path, LogRotation rotation, TimeProvider time, object gate) : IDisposable
{
    private static readonly TimeSpan _retryAfter = TimeSpan.FromSeconds(1);

    private OutputFile? _file;
    private long? _failedAt;
    private string? _problem;
    private DateTimeOffset _turn = DateTimeOffset.MaxValue;

    public string Path => path;

    /// <summary>Why the last rotation failed; null where it did not.</summary>
    public string? RotationProblem { get; private set; }

    private bool Rotates => _file is { IsPositioned: true };

    /// <summary>Writes all of it, in as many files as that takes.</summary>
    /// <returns>How many bytes were written, and why not all.</returns>
    public int Write(ReadOnlySpan<byte> data, bool whole, out string? problem)
    {
        if (!TryPrepare(out problem))
            return 0;
        var written = 0;
        while (written < data.Length)
        {
            var rest = data[written..];
            var count = Fitting(rest, whole);
            if (count == 0)
            {
                Rotate();
                if (_file is null && !TryPrepare(out problem))
                    return written;
                // Where rotation fails the file grows: losing lines would be worse.
                count = RotationProblem is null ? Fitting(rest, whole) : rest.Length;
            }

            var once = _file!.Write(rest[..count], out problem);
            written += once;
            if (problem is not null)
            {
                Fail(problem);
                return written;
            }
        }

        return written;
    }

    /// <summary>Moves bytes from a pipe, as they are.</summary>
    public PipeMove MoveFrom(PipeSource source, int most)
    {
        if (!TryPrepare(out var problem))
        {
            var thrown = source.Discard(most);
            return new PipeMove(thrown, thrown, problem);
        }

        var room = Room();
        if (room == 0)
        {
            Rotate();
            if (_file is null)
                return default;
            room = RotationProblem is null ? Room() : long.MaxValue;
        }

        var moved = source.MoveTo(_file!, (int)Math.Min(most, room));
        if (moved.Problem is { } failed)
            Fail(failed);
        return moved;
    }

    /// <summary>Opens the file if it is not open; a failure shows with the next write.</summary>
    public void Open() => TryPrepare(out _);

    /// <summary>Closes the file; the next write opens whatever has its name then.</summary>
    public void Reopen()
    {
        Close();
        _failedAt = null;
        TryPrepare(out _);
    }

    /// <summary>Empties the file.</summary>
    public bool Clear()
    {
        if (!TryPrepare(out _) || _file is not { IsPositioned: true })
            return false;
        _file.Truncate();
        return true;
    }

    public void Dispose() => Close();

    private bool TryPrepare(out string? problem)
    {
        problem = null;
        if (_failedAt is { } failed)
        {
            if (time.GetElapsedTime(failed) < _retryAfter)
            {
                problem = _problem;
                return false;
            }

            _failedAt = null;
        }

        // Deleted by somebody: what is written now belongs into a new file of that name.
        if (_file is not null && !_file.Refresh())
            Close();
        if (_file is null)
        {
            _file = OutputFile.TryOpen(path, out problem);
            if (_file is null)
            {
                Fail(problem!);
                return false;
            }

            _turn = NextTurn(_file is { IsRegular: true, Length: > 0 } ? _file.LastWritten : time.GetUtcNow());
        }

        if (time.GetUtcNow() >= _turn && Rotates)
        {
            if (_file.Length > 0)
                Rotate();
            _turn = NextTurn(time.GetUtcNow());
        }

        return _file is not null || TryPrepare(out problem);
    }

    private void Fail(string problem)
    {
        _problem = problem;
        _failedAt = time.GetTimestamp();
        // A device that failed may be another one by the time it is tried again.
        if (_file is { IsRegular: false, IsPositioned: false } && OutputFile.StandardDescriptor(path) is null)
            Close();
    }

    private long Room() => Rotates && rotation.Size > 0 ? Math.Max(0, rotation.Size - _file!.Length) : long.MaxValue;

    private int Fitting(ReadOnlySpan<byte> data, bool whole)
    {
        var room = Room();
        if (room >= data.Length)
            return data.Length;
        if (!whole)
            return (int)room;
        var lines = data[..(int)room].LastIndexOf((byte)'\n') + 1;
        if (lines > 0 || _file!.Length > 0)
            return lines;
        // One line that no file could hold.
        return data.IndexOf((byte)'\n') is >= 0 and var end ? end + 1 : data.Length;
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }
}
