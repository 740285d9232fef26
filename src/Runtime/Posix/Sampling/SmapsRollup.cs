using System.Buffers.Text;

namespace Supervision.Posix;

/// <summary>Reads /proc/pid/smaps_rollup (Linux 4.14) without allocating.</summary>
internal static unsafe class SmapsRollup
{
    private const int MaxText = 4096;

    internal static SharedMemoryUsage Sum(ReadOnlySpan<int> pids)
    {
        var sum = default(SharedMemoryUsage);
        foreach (var pid in pids)
        {
            sum = TryRead(pid, out var one, out var unreadable)
                ? new SharedMemoryUsage(
                    sum.PssBytes + one.PssBytes, sum.UssBytes + one.UssBytes, sum.SwapBytes + one.SwapBytes, sum.Processes + 1, sum.Unreadable)
                : sum with { Unreadable = sum.Unreadable + (unreadable ? 1 : 0) };
        }

        return sum;
    }

    /// <summary>False when the process is gone, or with <paramref name="unreadable"/> when we may not look.</summary>
    internal static bool TryRead(int pid, out SharedMemoryUsage usage, out bool unreadable)
    {
        usage = default;
        var path = stackalloc byte[32];
        StatFile.WritePath(path, pid, "/smaps_rollup"u8);
        var fd = Interop.Open(path, Interop.O_RDONLY | Interop.O_CLOEXEC, 0);
        unreadable = fd < 0 && Interop.LastError is Interop.EACCES or Interop.EPERM;
        if (fd < 0)
            return false;
        var text = stackalloc byte[MaxText];
        nint length;
        do
            length = Interop.Read(fd, text, MaxText);
        while (length < 0 && Interop.LastError == Interop.EINTR);
        unreadable = length < 0 && Interop.LastError is Interop.EACCES or Interop.EPERM;
        _ = Interop.Close(fd);
        return length > 0 && TryParse(new ReadOnlySpan<byte>(text, (int)length), out usage);
    }

    internal static bool TryParse(ReadOnlySpan<byte> text, out SharedMemoryUsage usage)
    {
        long pss = -1, unique = 0, swap = 0;
        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)'\n');
            var line = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            if (line.StartsWith("Pss:"u8))
                pss = KiB(line[4..]);
            else if (line.StartsWith("Private_Clean:"u8))
                unique += KiB(line[14..]);
            else if (line.StartsWith("Private_Dirty:"u8))
                unique += KiB(line[14..]);
            else if (line.StartsWith("Private_Hugetlb:"u8))
                unique += KiB(line[16..]);
            else if (line.StartsWith("SwapPss:"u8))
                swap = KiB(line[8..]);
        }

        usage = new SharedMemoryUsage(pss, unique, swap, 1, 0);
        return pss >= 0;
    }

    private static long KiB(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty && text[0] == ' ')
            text = text[1..];
        return Utf8Parser.TryParse(text, out long value, out _) ? value * 1024 : 0;
    }
}
