using System.Text;

namespace Supervision.Posix;

// Overview
//   A file that logs are written to. splice() refuses files that are open for appending, so a regular file is opened without O_APPEND
//   and written at its end: Refresh() asks for the length before a batch of writes, so that what another program cut off (copytruncate)
//   or added is respected. A pipe or terminal may take nothing for long; a write waits for it as long as a child may be held back, and
//   after one such wait in vain does not wait again until the target has taken something.

/// <summary>An open file, device or pipe that takes output. Not thread-safe.</summary>
public sealed unsafe class OutputFile : IDisposable
{
    // What a pipe that is reported writable takes without blocking (PIPE_BUF).
    private const int PipeChunk = 4096;

    private readonly bool _owns;
    private readonly bool _isPipe;
    private int _fd;
    private bool _blocked;

    private OutputFile(int fd, bool owns, in Interop.StatxBuffer status)
    {
        _fd = fd;
        _owns = owns;
        IsRegular = (status.Mode & Interop.S_IFMT) == Interop.S_IFREG;
        _isPipe = (status.Mode & Interop.S_IFMT) == Interop.S_IFIFO;
        // An inherited descriptor's position is shared with others, so it is left to the system.
        IsPositioned = IsRegular && owns;
        Length = status.Size;
        LastWritten = DateTimeOffset.FromUnixTimeSeconds(status.ModifiedSeconds);
    }

    /// <summary>Whether it is a regular file: it has a length, and can be rotated if it was opened by its own name.</summary>
    public bool IsRegular { get; }

    /// <summary>Whether it is written at its end, by an offset of our own.</summary>
    public bool IsPositioned { get; }

    /// <summary>Length of a regular file in bytes, as of the last <see cref="Refresh"/> and the writes since.</summary>
    public long Length { get; private set; }

    /// <summary>When a regular file was last written before it was opened, UTC.</summary>
    public DateTimeOffset LastWritten { get; }

    internal bool CanSplice { get; private set; } = true;

    /// <summary>Opens a file for writing at its end, creating it. A named pipe needs a reader. Never blocks on a pipe without one.</summary>
    /// <param name="path">The path; the standard descriptors' names (<c>/dev/stdout</c> and the like) mean ours.</param>
    /// <param name="problem">Why it could not be opened; null where it could.</param>
    public static OutputFile? TryOpen(string path, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(path);
        problem = null;
        if (StandardDescriptor(path) is { } standard)
            return OfDescriptor(standard);
        int fd;
        fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0'))
        {
            do
                fd = Interop.Open(name, Interop.O_WRONLY | Interop.O_CREAT | Interop.O_CLOEXEC | Interop.O_NOCTTY | Interop.O_NONBLOCK, 0x1B4);
            while (fd < 0 && Interop.LastError == Interop.EINTR);
        }

        Interop.StatxBuffer status = default;
        if (fd < 0 || !Status(fd, &status))
        {
            var error = Interop.LastError;
            problem = error == Interop.ENXIO ? "nobody reads this pipe" : Interop.ErrorText(error);
            if (fd >= 0)
                _ = Interop.Close(fd);
            return null;
        }

        return new OutputFile(fd, owns: true, status);
    }

    /// <summary>Our own standard output (1) or standard error (2), which others may use, too; it is not closed.</summary>
    /// <param name="fd">The descriptor.</param>
    public static OutputFile OfDescriptor(int fd)
    {
        Interop.StatxBuffer status = default;
        _ = Status(fd, &status);
        return new OutputFile(fd, owns: false, status);
    }

    /// <summary>1 or 2 where a path names our own standard output or standard error; null elsewhere.</summary>
    /// <param name="path">The path.</param>
    public static int? StandardDescriptor(string path) => path switch
    {
        "/dev/stdout" or "/dev/fd/1" or "/proc/self/fd/1" => 1,
        "/dev/stderr" or "/dev/fd/2" or "/proc/self/fd/2" => 2,
        _ => null,
    };

    /// <summary>Takes notice of what others did to a regular file.</summary>
    /// <returns>False where it has no name any more: somebody deleted it.</returns>
    public bool Refresh()
    {
        if (!IsPositioned)
            return true;
        Interop.StatxBuffer status = default;
        if (!Status(_fd, &status))
            return true;
        Length = status.Size;
        return status.Links > 0;
    }

    /// <summary>Writes all of it, waiting a bounded time where the target is a pipe or a terminal.</summary>
    /// <param name="data">The bytes.</param>
    /// <param name="problem">What prevented that; null where all was written.</param>
    /// <returns>How many bytes were written.</returns>
    public int Write(ReadOnlySpan<byte> data, out string? problem)
    {
        problem = null;
        var written = 0;
        fixed (byte* start = data)
        {
            while (written < data.Length)
            {
                var count = WriteOnce(start + written, data.Length - written, out var error);
                if (count <= 0)
                {
                    problem = Interop.ErrorText(error);
                    break;
                }

                written += count;
            }
        }

        return written;
    }

    /// <summary>Empties a regular file.</summary>
    public void Truncate()
    {
        if (IsRegular && Interop.Ftruncate(_fd, 0) == 0)
            Length = 0;
    }

    /// <summary>Moves bytes out of a pipe that holds them; how many, or −1 with the error.</summary>
    internal int Take(int pipe, int count, byte* buffer, int bufferSize, out int error)
    {
        error = 0;
        while (CanSplice)
        {
            if (!IsRegular && !AwaitRoom())
            {
                error = Interop.ETIMEDOUT;
                return -1;
            }

            var offset = Length;
            var moved = Interop.Splice(
                pipe, null, _fd, IsPositioned ? &offset : null, (nuint)count, IsRegular ? Interop.SPLICE_F_MOVE : Interop.SPLICE_F_MOVE | Interop.SPLICE_F_NONBLOCK);
            if (moved > 0)
            {
                Length += moved;
                return (int)moved;
            }

            error = moved == 0 ? Interop.ENOSPC : Interop.LastError;
            if (error is Interop.EINTR or Interop.EAGAIN)
                continue;
            if (error != Interop.EINVAL)
                return -1;
            CanSplice = false;
        }

        var read = (int)Interop.Read(pipe, buffer, (nuint)Math.Min(count, bufferSize));
        for (var written = 0; written < read;)
        {
            var once = WriteOnce(buffer + written, read - written, out error);
            if (once <= 0)
                return -1;
            written += once;
        }

        return read;
    }

    private int WriteOnce(byte* data, int count, out int error)
    {
        error = 0;
        while (true)
        {
            if (!IsRegular && !AwaitRoom())
            {
                error = Interop.ETIMEDOUT;
                return -1;
            }

            var most = _isPipe ? Math.Min(count, PipeChunk) : count;
            var written = IsPositioned ? Interop.Pwrite(_fd, data, (nuint)most, Length) : Interop.Write(_fd, data, (nuint)most);
            if (written > 0)
            {
                Length += written;
                return (int)written;
            }

            error = written == 0 ? Interop.ENOSPC : Interop.LastError;
            if (error is not (Interop.EINTR or Interop.EAGAIN))
                return -1;
        }
    }

    private bool AwaitRoom()
    {
        var descriptor = new Interop.PollFd { Fd = _fd, Events = Interop.POLLOUT };
        int ready;
        do
            ready = Interop.Poll(&descriptor, 1, _blocked ? 0 : (int)PipeSource.StallTime.TotalMilliseconds);
        while (ready < 0 && Interop.LastError == Interop.EINTR);
        // An error counts as room: the write tells which one it is.
        _blocked = ready == 0;
        return !_blocked;
    }

    private static bool Status(int fd, Interop.StatxBuffer* status)
    {
        fixed (byte* none = "\0"u8)
            return Interop.Statx(fd, none, Interop.AT_EMPTY_PATH, Interop.STATX_BASIC_STATS, status) == 0;
    }

    /// <summary>Closes it, unless it is one of our standard descriptors. Repeats do nothing.</summary>
    public void Dispose()
    {
        if (_owns && _fd >= 0)
            _ = Interop.Close(_fd);
        _fd = -1;
    }
}
