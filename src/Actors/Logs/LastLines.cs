using System.Numerics;
using System.Text;

namespace Supervision.Actors.Logs;

/// <summary>The last lines of an attempt, both streams in the order of arrival. Thread-safe; allocates nothing once its lines have their size.</summary>
internal sealed class LastLines(int keep)
{
    private readonly Lock _gate = new();
    private readonly List<byte[]> _lines = [];
    private readonly int[] _lengths = new int[keep];
    private int _next;

    public int Keep => keep;

    public void Add(LineBatch lines)
    {
        if (keep == 0 || lines.Count == 0)
            return;
        lock (_gate)
        {
            for (var i = Math.Max(0, lines.Count - keep); i < lines.Count; i++)
                Add_NeedsLock(lines[i]);
        }
    }

    /// <summary>Oldest first; bytes that are not UTF-8 are replaced.</summary>
    public IReadOnlyList<string> ToStrings()
    {
        lock (_gate)
        {
            var result = new string[_lines.Count];
            var oldest = _lines.Count < keep ? 0 : _next;
            for (var i = 0; i < result.Length; i++)
            {
                var at = (oldest + i) % keep;
                result[i] = Encoding.UTF8.GetString(_lines[at], 0, _lengths[at]);
            }

            return result;
        }
    }

    /// <summary>Oldest first, as they are.</summary>
    public IReadOnlyList<byte[]> ToBytes()
    {
        lock (_gate)
        {
            var oldest = _lines.Count < keep ? 0 : _next;
            return [.. Enumerable.Range(0, _lines.Count).Select(i => (oldest + i) % keep).Select(at => _lines[at].AsSpan(0, _lengths[at]).ToArray())];
        }
    }

    /// <summary>Goes on with lines of an earlier image of this program.</summary>
    public void Restore(IReadOnlyList<byte[]> lines)
    {
        lock (_gate)
        {
            foreach (var line in lines.Skip(keep == 0 ? lines.Count : 0))
                Add_NeedsLock(line);
        }
    }

    private void Add_NeedsLock(ReadOnlySpan<byte> line)
    {
        if (_lines.Count < keep)
            _lines.Add([]);
        if (_lines[_next].Length < line.Length)
            _lines[_next] = new byte[BitOperations.RoundUpToPowerOf2((uint)line.Length)];
        line.CopyTo(_lines[_next]);
        _lengths[_next] = line.Length;
        _next = (_next + 1) % keep;
    }
}
