using System.Runtime.InteropServices;

namespace Supervision.Pbm.Terminals;

// struct termios is the same for x64 and arm64, glibc and musl: four 32-bit flag words, the line discipline, 32 control characters, two
// speeds. It is handled as bytes with room to spare; only the flag words and two of the control characters are touched.

/// <summary>The system calls that a terminal needs; Linux.</summary>
internal static unsafe partial class Libc
{
    public const int EINTR = 4;
    public const int EAGAIN = 11;
    public const int EPIPE = 32;
    public const int F_GETFD = 1;
    public const int FD_CLOEXEC = 1;
    public const short POLLIN = 1;
    public const short POLLOUT = 4;
    public const nuint TIOCGWINSZ = 0x5413;
    public const int TCSADRAIN = 1;
    public const int TermiosLength = 128;

    /// <summary>Offset of c_iflag, c_lflag and c_cc in struct termios.</summary>
    public const int InputFlags = 0;
    public const int LocalFlags = 12;
    public const int ControlCharacters = 17;

    public const uint ICRNL = 0x100;
    public const uint IXON = 0x400;
    public const uint ISIG = 0x1;
    public const uint ICANON = 0x2;
    public const uint ECHO = 0x8;
    public const uint IEXTEN = 0x8000;
    public const int VTIME = 5;
    public const int VMIN = 6;

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    internal static partial nint Read(int fd, byte* bytes, nuint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(int fd, byte* bytes, nuint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    internal static partial int Poll(PollFd* descriptors, nuint count, int timeout);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    internal static partial int Fcntl(int fd, int command);

    [LibraryImport("libc", EntryPoint = "isatty")]
    internal static partial int IsTerminal(int fd);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int Ioctl(int fd, nuint request, WindowSize* size);

    [LibraryImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    internal static partial int GetAttributes(int fd, byte* termios);

    [LibraryImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    internal static partial int SetAttributes(int fd, int when, byte* termios);

    [StructLayout(LayoutKind.Sequential)]
    internal struct PollFd
    {
        public int Fd;
        public short Events;
        public short Returned;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct WindowSize
    {
        public ushort Rows;
        public ushort Columns;
        public ushort PixelWidth;
        public ushort PixelHeight;
    }
}
