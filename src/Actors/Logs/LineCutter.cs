namespace Supervision.Actors.Logs;

/// <summary>
/// Cuts a byte stream into lines at LF (a CR before it is dropped). A line longer than the limit is cut into pieces, never inside a
/// UTF-8 sequence. Holds at most one unfinished line.
/// </summary>
internal sealed class LineCutter(int maxLine)
{
    private byte[] _rest = [];
    private int _length;

    public void Append(ReadOnlySpan<byte> data, LineBatch lines)
    {
        while (!data.IsEmpty)
        {
            var end = data.IndexOf((byte)'\n');
            var part = end < 0 ? data : data[..end];
            while (_length + part.Length > maxLine)
            {
                var room = maxLine - _length;
                Keep(part[..room]);
                part = part[room..];
                EmitPiece(lines);
            }

            if (end < 0)
            {
                Keep(part);
                return;
            }

            if (_length == 0)
            {
                lines.Add(part);
            }
            else
            {
                Keep(part);
                lines.Add(_rest.AsSpan(0, _length));
                _length = 0;
            }

            data = data[(end + 1)..];
        }
    }

    /// <summary>Emits what stands without a line end.</summary>
    public void Flush(LineBatch lines)
    {
        if (_length > 0)
        {
            lines.Add(_rest.AsSpan(0, _length));
            _length = 0;
        }
    }

    /// <summary>Forgets the unfinished line.</summary>
    public void Reset() => _length = 0;

    /// <summary>What stands without a line end; setting it goes on with that of an earlier image of this program.</summary>
    public byte[] Rest
    {
        get => _rest.AsSpan(0, _length).ToArray();
        set
        {
            _length = 0;
            Keep(value.AsSpan(0, Math.Min(value.Length, maxLine)));
        }
    }

    private void EmitPiece(LineBatch lines)
    {
        var cut = WholeCharacters(_rest.AsSpan(0, _length));
        lines.Add(_rest.AsSpan(0, cut));
        _rest.AsSpan(cut, _length - cut).CopyTo(_rest);
        _length -= cut;
    }

    // Length without a UTF-8 sequence that is cut off at the end; at most three bytes are held back.
    private static int WholeCharacters(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(3, bytes.Length - 1); back++)
        {
            var value = bytes[^back];
            if ((value & 0xC0) == 0x80)
            {
                continue;
            }

            var needed = value >= 0xF0 ? 4 : value >= 0xE0 ? 3 : value >= 0xC0 ? 2 : 1;
            return needed > back ? bytes.Length - back : bytes.Length;
        }

        return bytes.Length;
    }

    private void Keep(ReadOnlySpan<byte> data)
    {
        if (_length + data.Length > _rest.Length)
        {
            Array.Resize(ref _rest, Math.Min(maxLine, Math.Max(Math.Max(256, _rest.Length * 2), _length + data.Length)));
        }

        data.CopyTo(_rest.AsSpan(_length));
        _length += data.Length;
    }
}
