namespace Supervision.Actors.Logs;

/// <summary>Lines of one stream, cut from one read: bytes without line ends. Reused; valid only during the call that hands it out.</summary>
public sealed class LineBatch
{
    private byte[] _bytes = new byte[16 * 1024];
    private int[] _ends = new int[256];
    private int _length;

    internal LineBatch()
    {
    }

    /// <summary>How many lines.</summary>
    public int Count { get; private set; }

    /// <summary>One line; may hold bytes that are not UTF-8.</summary>
    /// <param name="index">From 0.</param>
    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count);
            var start = index == 0 ? 0 : _ends[index - 1];
            return _bytes.AsSpan(start, _ends[index] - start);
        }
    }

    /// <summary>All lines, one right after the other.</summary>
    internal ReadOnlySpan<byte> All => _bytes.AsSpan(0, _length);

    internal void Clear()
    {
        // What one burst made large is not kept for good.
        if (_bytes.Length > 1024 * 1024)
            _bytes = new byte[16 * 1024];
        Count = 0;
        _length = 0;
    }

    /// <summary>Adds a line, without the CR that may end it.</summary>
    internal void Add(ReadOnlySpan<byte> line)
    {
        if (!line.IsEmpty && line[^1] == (byte)'\r')
            line = line[..^1];
        if (_length + line.Length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + line.Length));
        if (Count == _ends.Length)
            Array.Resize(ref _ends, _ends.Length * 2);
        line.CopyTo(_bytes.AsSpan(_length));
        _length += line.Length;
        _ends[Count++] = _length;
    }
}
