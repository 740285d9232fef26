using System.Buffers.Text;

namespace Supervision.Posix;

/// <summary>Reads /proc/pid/stat without allocating.</summary>
internal static unsafe class StatFile
{
    // 52 fields, the longest 20 digits; real lines have about 300 bytes.
    private const int MaxLine = 1536;

    /// <summary>False when the process is gone or hidden from us.</summary>
    internal static bool TryRead(int pid, out ProcRow row)
    {
        row = default;
        var path = stackalloc byte[32];
        WritePath(path, pid, "/stat"u8);
        var fd = Interop.Open(path, Interop.O_RDONLY | Interop.O_CLOEXEC, 0);
        if (fd < 0)
            return false;
        var line = stackalloc byte[MaxLine];
        nint count;
        do
            count = Interop.Read(fd, line, MaxLine);
        while (count < 0 && Interop.LastError == Interop.EINTR);
        _ = Interop.Close(fd);
        return count > 0 && TryParse(new ReadOnlySpan<byte>(line, (int)count), out row);
    }

    /// <summary>"/proc/PID" and the rest, null-terminated; the buffer has 32 bytes.</summary>
    internal static void WritePath(byte* path, int pid, ReadOnlySpan<byte> rest)
    {
        var span = new Span<byte>(path, 32);
        "/proc/"u8.CopyTo(span);
        Utf8Formatter.TryFormat(pid, span[6..], out var digits);
        rest.CopyTo(span[(6 + digits)..]);
        span[6 + digits + rest.Length] = 0;
    }

    internal static bool TryParse(ReadOnlySpan<byte> line, out ProcRow row)
    {
        row = default;
        // The name may hold anything, also parentheses and blanks; no later field does.
        var open = line.IndexOf((byte)'(');
        var close = line.LastIndexOf((byte)')');
        if (open < 2 || close < open || line.Length < close + 4 || !Utf8Parser.TryParse(line[..(open - 1)], out row.Pid, out _))
            return false;
        row.Name.Set(line[(open + 1)..close]);
        row.State = (char)line[close + 2];

        var field = 3;
        var rest = line[(close + 3)..];
        ulong user = 0, system = 0, start = 0;
        var complete = false;
        while (!rest.IsEmpty && !complete)
        {
            rest = rest[1..];
            field++;
            var negative = !rest.IsEmpty && rest[0] == '-';
            Utf8Parser.TryParse(negative ? rest[1..] : rest, out ulong value, out var used);
            switch (field)
            {
                case 4:
                    row.ParentPid = (int)value;
                    break;
                case 5:
                    row.Group = negative ? -(int)value : (int)value;
                    break;
                case 6:
                    row.Session = negative ? -(int)value : (int)value;
                    break;
                case 14:
                    user = value;
                    break;
                case 15:
                    system = value;
                    break;
                case 20:
                    row.Threads = (int)value;
                    break;
                case 22:
                    start = value;
                    break;
                case 24:
                    row.RssPages = negative ? 0 : (long)value;
                    complete = true;
                    break;
                default:
                    break;
            }

            rest = rest[(used + (negative ? 1 : 0))..];
        }

        row.CpuTicks = user + system;
        row.SystemTicks = system;
        row.StartTime = start;
        return complete;
    }
}
