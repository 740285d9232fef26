using System.Runtime.InteropServices;

namespace Supervision.Entrypoint.Output;

/// <summary>
/// An inherited descriptor. The runtime's own console stream is not used because it hides a closed pipe, and what is lost must be counted.
/// </summary>
/// <param name="fd">Open for writing; blocking or not.</param>
internal sealed unsafe class FileDescriptorTarget(int fd) : IByteTarget
{
    public int LastError { get; private set; }

    public int Write(ReadOnlySpan<byte> bytes)
    {
        int written = 0;
        fixed (byte* start = bytes)
        {
            while (written < bytes.Length)
            {
                nint result = Interop.Write(fd, start + written, (nuint)(bytes.Length - written));
                if (result > 0)
                    written += (int)result;
                else if (!MayGoOn(result == 0 ? 0 : Marshal.GetLastPInvokeError()))
                    break;
            }
        }
        return written;
    }

    private bool MayGoOn(int errno)
    {
        if (errno == Interop.EAGAIN)
        {
            // Somebody who shares the descriptor made it non-blocking.
            var descriptor = new Interop.PollFd { Fd = fd, Events = Interop.POLLOUT };
            Interop.Poll(&descriptor, 1, -1);
            return true;
        }
        if (errno == Interop.EINTR)
            return true;
        LastError = errno;
        return false;
    }
}
