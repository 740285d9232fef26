using System.Runtime.InteropServices;

namespace Supervision.Pbm.Terminals;

// Where a descriptor was closed when this program was started, something that the runtime opened has its number: a pipe from which nothing ever comes,
// or a file that is not ours to write to. That is marked close-on-exec, and so cannot have been inherited.

/// <summary>The descriptors as they were inherited. The runtime's console is not used: it hides that nobody reads any more.</summary>
internal sealed unsafe class LinuxConsole : IPbmConsole
{
    private const int Closed = -1;
    private readonly int _input = Inherited(0);
    private readonly int _output = Inherited(1);
    private readonly int _error = Inherited(2);

    public LinuxConsole()
    {
        InputIsTerminal = Libc.IsTerminal(_input) == 1;
        OutputIsTerminal = Libc.IsTerminal(_output) == 1;
    }

    public bool InputIsTerminal { get; }

    public bool OutputIsTerminal { get; }

    public string? OutputFailure { get; private set; }

    public (int Columns, int Rows) Size
    {
        get
        {
            Libc.WindowSize size;
            return Libc.Ioctl(_output, Libc.TIOCGWINSZ, &size) == 0 && size.Columns > 0 && size.Rows > 0 ? (size.Columns, size.Rows) : (80, 24);
        }
    }

    public bool WaitForInput(TimeSpan timeout)
    {
        var descriptor = new Libc.PollFd { Fd = _input, Events = Libc.POLLIN };
        return Libc.Poll(&descriptor, 1, (int)timeout.TotalMilliseconds) > 0;
    }

    public int Read(Span<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            while (true)
            {
                nint result = Libc.Read(_input, start, (nuint)bytes.Length);
                if (result >= 0)
                    return (int)result;
                if (!MayGoOn(_input, Libc.POLLIN))
                    return 0;
            }
        }
    }

    public bool Write(ReadOnlySpan<byte> bytes)
    {
        if (OutputFailure is null && !Write(_output, bytes))
        {
            int errno = Marshal.GetLastPInvokeError();
            OutputFailure = errno == Libc.EPIPE ? "" : Marshal.GetPInvokeErrorMessage(errno);
        }
        return OutputFailure is null;
    }

    public void WriteError(ReadOnlySpan<byte> bytes) => Write(_error, bytes);

    public IDisposable? TryRaw() => InputIsTerminal ? RawMode.TryBegin(_input) : null;

    private static int Inherited(int fd) => (Libc.Fcntl(fd, Libc.F_GETFD) & Libc.FD_CLOEXEC) == 0 ? fd : Closed;

    private static bool Write(int fd, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            int written = 0;
            while (written < bytes.Length)
            {
                nint result = Libc.Write(fd, start + written, (nuint)(bytes.Length - written));
                if (result > 0)
                    written += (int)result;
                else if (!MayGoOn(fd, Libc.POLLOUT))
                    return false;
            }
        }
        return true;
    }

    // Somebody who shares the descriptor may have made it non-blocking.
    private static bool MayGoOn(int fd, short events)
    {
        int errno = Marshal.GetLastPInvokeError();
        if (errno != Libc.EAGAIN)
            return errno == Libc.EINTR;
        var descriptor = new Libc.PollFd { Fd = fd, Events = events };
        Libc.Poll(&descriptor, 1, -1);
        return true;
    }
}
