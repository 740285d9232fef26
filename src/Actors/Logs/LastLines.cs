using System.Numerics;
using System.Text;
using Supervision.Posix;

namespace Supervision.Actors.Logs;

/// <summary>
/// The last lines of an attempt, both streams in the order of arrival. A stream gets what the other one leaves, and half of it for certain:
/// why an engine died is said on standard error, which a noisy standard output must not push out. Thread-safe; allocates nothing once its
/// lines have their size.
/// </summary>
internal sealed class LastLines(int keep)
{
    private readonly Lock _gate = new();
    private readonly Queue<Line> _stdout = new();
    private readonly Queue<Line> _stderr = new();
    private long _arrived;

    public int Keep => keep;

    public void Add(LineBatch lines, OutputStream stream)
    {
        if (keep == 0 || lines.Count == 0)
            return;
        lock (_gate)
        {
            for (var i = Math.Max(0, lines.Count - keep); i < lines.Count; i++)
                Add_NeedsLock(lines[i], stream);
        }
    }

    /// <summary>Oldest first; bytes that are not UTF-8 are replaced.</summary>
    /// <param name="only">Of one stream; null for both.</param>
    public IReadOnlyList<string> ToStrings(OutputStream? only = null)
    {
        lock (_gate)
        {
            var result = new List<string>(_stdout.Count + _stderr.Count);
            foreach (var line in All_NeedsLock())
            {
                if (only is null || line.Stream == only)
                    result.Add(Encoding.UTF8.GetString(line.Written));
            }

            return result;
        }
    }

    /// <summary>Oldest first, as they are, and the stream of each.</summary>
    public (IReadOnlyList<byte[]> Lines, byte[] Streams) ToBytes()
    {
        lock (_gate)
        {
            var all = All_NeedsLock();
            var (lines, streams) = (new byte[all.Count][], new byte[all.Count]);
            for (var i = 0; i < lines.Length; i++)
                (lines[i], streams[i]) = (all[i].Written.ToArray(), (byte)all[i].Stream);
            return (lines, streams);
        }
    }

    /// <summary>Goes on with lines of an earlier image of this program, which may not have known their streams.</summary>
    public void Restore(IReadOnlyList<byte[]> lines, byte[] streams)
    {
        lock (_gate)
        {
            for (var i = 0; keep > 0 && i < lines.Count; i++)
                Add_NeedsLock(lines[i], i < streams.Length ? (OutputStream)streams[i] : OutputStream.Stdout);
        }
    }

    private List<Line> All_NeedsLock()
    {
        List<Line> all = [.. _stdout, .. _stderr];
        all.Sort(static (one, two) => one.Number.CompareTo(two.Number));
        return all;
    }

    private void Add_NeedsLock(ReadOnlySpan<byte> line, OutputStream stream)
    {
        var (own, other) = stream == OutputStream.Stderr ? (_stderr, _stdout) : (_stdout, _stderr);
        var kept = own.Count + other.Count < keep ? new Line() : (other.Count > keep / 2 ? other : own).Dequeue();
        if (kept.Bytes.Length < line.Length)
            kept.Bytes = new byte[BitOperations.RoundUpToPowerOf2((uint)line.Length)];
        line.CopyTo(kept.Bytes);
        kept.Length = line.Length;
        kept.Stream = stream;
        kept.Number = _arrived++;
        own.Enqueue(kept);
    }

    private sealed class Line
    {
        public byte[] Bytes = [];
        public int Length;
        public OutputStream Stream;
        public long Number;

        public ReadOnlySpan<byte> Written => Bytes.AsSpan(0, Length);
    }
}
