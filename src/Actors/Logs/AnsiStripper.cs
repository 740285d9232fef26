namespace Supervision.Actors.Logs;

// Overview
// Takes ECMA-48 control sequences out of a byte stream: CSI (ESC [ ... final byte), the string kinds (OSC, DCS, SOS, PM, APC, up to BEL
// or ESC \) and the short ones (ESC, intermediate bytes, final byte). A sequence may be split over any number of reads, so what was seen
// is kept as a state. A line feed ends whatever is open, so that a lone ESC ] cannot swallow the rest of a log.

/// <summary>Removes terminal control sequences from one stream.</summary>
internal sealed class AnsiStripper
{
    private const byte Esc = 0x1B;
    private byte[] _kept = [];
    private State _state;

    /// <summary>Whether, and in which kind of sequence, the bytes so far end.</summary>
    public int Position
    {
        get => (int)_state;
        set => _state = Enum.IsDefined((State)value) ? (State)value : State.Text;
    }

    private enum State
    {
        Text,
        Escape,
        Intermediate,
        Csi,
        String,
        StringEscape,
    }

    /// <summary>The bytes that remain; the input itself where nothing had to go, else valid until the next call.</summary>
    public ReadOnlySpan<byte> Strip(ReadOnlySpan<byte> data)
    {
        if (_state == State.Text && !data.Contains(Esc))
            return data;
        if (_kept.Length < data.Length)
            _kept = new byte[data.Length];
        var kept = 0;
        while (!data.IsEmpty)
        {
            if (_state == State.Text)
            {
                var escape = data.IndexOf(Esc);
                var text = escape < 0 ? data : data[..escape];
                text.CopyTo(_kept.AsSpan(kept));
                kept += text.Length;
                if (escape < 0)
                    break;
                data = data[(escape + 1)..];
                _state = State.Escape;
                continue;
            }

            if (!Consume(data[0]))
                continue;
            data = data[1..];
        }

        return _kept.AsSpan(0, kept);
    }

    /// <summary>Steps by one byte inside a sequence; false where the byte belongs to the text after it.</summary>
    private bool Consume(byte value)
    {
        if (value == (byte)'\n')
        {
            _state = State.Text;
            return false;
        }

        switch (_state)
        {
            case State.Escape:
                _state = value switch
                {
                    (byte)'[' => State.Csi,
                    (byte)']' or (byte)'P' or (byte)'X' or (byte)'^' or (byte)'_' => State.String,
                    >= 0x20 and <= 0x2F => State.Intermediate,
                    Esc => State.Escape,
                    _ => State.Text,
                };
                return value is Esc or (>= 0x20 and <= 0x7E);
            case State.Intermediate:
                if (value is >= 0x20 and <= 0x2F)
                    return true;
                _state = State.Text;
                return value is >= 0x30 and <= 0x7E;
            case State.Csi:
                if (value is >= 0x20 and <= 0x3F)
                    return true;
                _state = State.Text;
                return value is >= 0x40 and <= 0x7E;
            case State.StringEscape:
                _state = value == (byte)'\\' ? State.Text : State.Escape;
                return value == (byte)'\\';
            default:
                _state = value switch
                {
                    0x07 => State.Text,
                    Esc => State.StringEscape,
                    _ => State.String,
                };
                return true;
        }
    }
}
