using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Supervision.Pbm.Terminals;

/// <summary>A terminal that gives keys as they are pressed; the settings it had come back at the end, also where a signal ends the process.</summary>
internal sealed unsafe class RawMode : IDisposable
{
    private readonly int _fd;
    private readonly byte[] _before;
    private readonly PosixSignalRegistration[] _signals;
    private int _ended;

    private RawMode(int fd, byte[] before)
    {
        _fd = fd;
        _before = before;
        _signals =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Restore()),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, _ => Restore()),
        ];
    }

    public static RawMode? TryBegin(int fd)
    {
        byte[] before = new byte[Libc.TermiosLength];
        fixed (byte* termios = before)
        {
            if (Libc.GetAttributes(fd, termios) != 0)
                return null;
        }
        byte[] raw = [.. before];
        Clear(raw, Libc.InputFlags, Libc.ICRNL | Libc.IXON);
        Clear(raw, Libc.LocalFlags, Libc.ISIG | Libc.ICANON | Libc.ECHO | Libc.IEXTEN);
        raw[Libc.ControlCharacters + Libc.VMIN] = 1;
        raw[Libc.ControlCharacters + Libc.VTIME] = 0;
        fixed (byte* termios = raw)
        {
            return Libc.SetAttributes(fd, Libc.TCSADRAIN, termios) == 0 ? new RawMode(fd, before) : null;
        }
    }

    public void Dispose()
    {
        Restore();
        foreach (PosixSignalRegistration signal in _signals)
            signal.Dispose();
    }

    private void Restore()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
            return;
        fixed (byte* termios = _before)
        {
            Libc.SetAttributes(_fd, Libc.TCSADRAIN, termios);
        }
    }

    private static void Clear(byte[] termios, int offset, uint flags)
    {
        Span<byte> word = termios.AsSpan(offset, 4);
        uint value = BitConverter.IsLittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(word) : BinaryPrimitives.ReadUInt32BigEndian(word);
        BitConverter.TryWriteBytes(word, value & ~flags);
    }
}
