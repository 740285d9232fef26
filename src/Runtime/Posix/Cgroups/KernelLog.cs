using System.Text;
using System.Text.RegularExpressions;

namespace Supervision.Posix;

// Overview
//   The kernel writes one line per out-of-memory kill: "[Memory cgroup out of memory | Out of memory]: Killed process PID (NAME) …".
//   /dev/kmsg can be read by root, and by everyone where dmesg is not restricted. Each read returns one record. The pid is that of the
//   initial pid namespace; whoever lives in another one does not ask.

/// <summary>Finds out-of-memory kills in the kernel's log, from its construction on. For one caller at a time.</summary>
internal sealed unsafe partial class KernelLog : IDisposable
{
    private const int SeekEnd = 2;
    private const int MaxRecord = 8192;

    // More than any burst of kills; what is older has nothing to do with a death that is asked about now.
    private const int Kept = 64;

    private readonly Queue<int> _kills = [];
    private readonly int _fd;
    private string _rest = "";

    internal KernelLog(string path = "/dev/kmsg")
    {
        fixed (byte* p = Encoding.UTF8.GetBytes(path + "\0"))
            _fd = Interop.Open(p, Interop.O_RDONLY | Interop.O_NONBLOCK | Interop.O_CLOEXEC, 0);
        if (_fd >= 0)
            _ = Interop.Lseek(_fd, 0, SeekEnd);
    }

    internal bool IsReadable => _fd >= 0;

    /// <summary>Whether the kernel said that it killed this process; each kill is told once.</summary>
    internal bool TakeKill(int pid)
    {
        ReadNew();
        var found = false;
        for (var left = _kills.Count; left > 0; left--)
        {
            var kill = _kills.Dequeue();
            if (!found && kill == pid)
                found = true;
            else
                _kills.Enqueue(kill);
        }

        return found;
    }

    public void Dispose()
    {
        if (_fd >= 0)
            _ = Interop.Close(_fd);
    }

    private void ReadNew()
    {
        if (_fd < 0)
            return;
        var buffer = stackalloc byte[MaxRecord];
        // A record that was overwritten before we read it is EPIPE: the next read goes on behind it. Bounded, should the log be flooded.
        for (var i = 0; i < 10_000; i++)
        {
            var length = (int)Interop.Read(_fd, buffer, MaxRecord);
            if (length < 0 && Interop.LastError is Interop.EPIPE or Interop.EINTR)
                continue;
            if (length <= 0)
                return;
            Take(_rest + Encoding.UTF8.GetString(buffer, length));
        }
    }

    private void Take(string text)
    {
        var end = text.LastIndexOf('\n');
        _rest = end < 0 ? text : text[(end + 1)..];
        if (_rest.Length > MaxRecord)
            _rest = "";
        foreach (Match match in Killed().Matches(end < 0 ? "" : text[..end]))
        {
            _kills.Enqueue(int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture));
            if (_kills.Count > Kept)
                _kills.Dequeue();
        }
    }

    [GeneratedRegex(@"ut of memory.*?: Killed process ([0-9]{1,9}) \(")]
    private static partial Regex Killed();
}
