using System.Runtime.InteropServices;

namespace Supervision.Posix;

// Overview
//   A splice holds the lock of its pipe for as long as the file system takes; on the child's own pipe that would block the child in
//   write(), beyond anybody's reach when the disk hangs. So bytes go through a pipe that belongs to the pump's thread: the first splice
//   only moves page references and ends at once, the second may take its time. Nothing is copied by us on the way.

/// <summary>The pipe of a child's stream, as a pump sees it during one call. Not thread-safe.</summary>
public sealed unsafe class PipeSource : IDisposable
{
    /// <summary>Most bytes of one <see cref="Read"/>.</summary>
    public const int ReadSize = 256 * 1024;

    /// <summary>Most bytes of one <see cref="MoveTo"/>, and the size that the pipes of pumped streams are given where the system allows it.</summary>
    public const int MoveSize = 1024 * 1024;

    /// <summary>How long a child is held back by a target that takes nothing before its output is thrown away.</summary>
    public static TimeSpan StallTime { get; } = TimeSpan.FromSeconds(3);

    private readonly byte* _buffer = (byte*)NativeMemory.Alloc(ReadSize);
    private readonly int _middleOut = -1;
    private readonly int _middleIn = -1;
    private int _fd = -1;

    internal PipeSource()
    {
        var ends = stackalloc int[2];
        if (Interop.Pipe2(ends, Interop.O_CLOEXEC | Interop.O_NONBLOCK) < 0)
            return;
        (_middleOut, _middleIn) = (ends[0], ends[1]);
        _ = Interop.Fcntl(_middleIn, Interop.F_SETPIPE_SZ, MoveSize);
    }

    internal bool Ended { get; private set; }

    /// <summary>How many bytes wait in the pipe.</summary>
    public int Available => AvailableIn(_fd);

    internal static int AvailableIn(int fd)
    {
        int count;
        return Interop.Ioctl(fd, Interop.FIONREAD, &count) == 0 ? count : 0;
    }

    internal void Begin(int fd)
    {
        _fd = fd;
        Ended = false;
    }

    /// <summary>Takes bytes into a buffer that is valid until the next call.</summary>
    /// <param name="most">How many at most; more than <see cref="ReadSize"/> is never read.</param>
    /// <returns>The bytes; none when the pipe is empty now or has ended.</returns>
    public ReadOnlySpan<byte> Read(int most = ReadSize)
    {
        while (true)
        {
            var count = Interop.Read(_fd, _buffer, (nuint)Math.Clamp(most, 1, ReadSize));
            if (count > 0)
                return new ReadOnlySpan<byte>(_buffer, (int)count);
            if (count < 0 && Interop.LastError == Interop.EINTR)
                continue;
            Ended |= count == 0 || Interop.LastError != Interop.EAGAIN;
            return default;
        }
    }

    /// <summary>Moves bytes to a file without copying them through this process where the system can do that.</summary>
    /// <param name="target">The file.</param>
    /// <param name="most">How many at most; more than <see cref="MoveSize"/> is never moved.</param>
    public PipeMove MoveTo(OutputFile target, int most)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (_middleIn < 0 || !target.CanSplice)
            return CopyTo(target, most);
        var taken = ToMiddle(most);
        var left = taken;
        while (left > 0)
        {
            var count = target.Take(_middleOut, left, _buffer, ReadSize, out var error);
            if (count <= 0)
            {
                _ = EmptyMiddle(left);
                return new PipeMove(taken, left, Interop.ErrorText(error));
            }

            left -= count;
        }

        return new PipeMove(taken, 0, null);
    }

    /// <summary>Throws bytes away.</summary>
    /// <param name="most">How many at most.</param>
    /// <returns>How many there were.</returns>
    public int Discard(int most = MoveSize)
    {
        if (_middleIn < 0)
            return Read(most).Length;
        var taken = ToMiddle(most);
        return EmptyMiddle(taken);
    }

    /// <summary>Gives a child that writes much a moment to write more: a fraction of what fills its pipe.</summary>
    public void Linger()
    {
        var time = new Interop.Timespec { Nanoseconds = 300_000 };
        _ = Interop.Nanosleep(&time, null);
    }

    private int ToMiddle(int most)
    {
        while (true)
        {
            var count = Interop.Splice(
                _fd, null, _middleIn, null, (nuint)Math.Clamp(most, 1, MoveSize), Interop.SPLICE_F_MOVE | Interop.SPLICE_F_NONBLOCK);
            if (count > 0)
                return (int)count;
            if (count < 0 && Interop.LastError == Interop.EINTR)
                continue;
            Ended |= count == 0 || Interop.LastError != Interop.EAGAIN;
            return 0;
        }
    }

    private int EmptyMiddle(int count)
    {
        var left = count;
        while (left > 0)
        {
            var moved = Interop.Splice(_middleOut, null, ProcessSetup.DevNull, null, (nuint)left, Interop.SPLICE_F_MOVE);
            if (moved <= 0)
                moved = Interop.Read(_middleOut, _buffer, (nuint)Math.Min(left, ReadSize));
            if (moved <= 0)
                break;
            left -= (int)moved;
        }

        return count;
    }

    private PipeMove CopyTo(OutputFile target, int most)
    {
        var data = Read(most);
        var written = target.Write(data, out var problem);
        return new PipeMove(data.Length, data.Length - written, problem);
    }

    /// <summary>Frees what the thread's source holds.</summary>
    void IDisposable.Dispose()
    {
        NativeMemory.Free(_buffer);
        if (_middleIn >= 0)
        {
            _ = Interop.Close(_middleIn);
            _ = Interop.Close(_middleOut);
        }
    }
}
