using System.Buffers;
using System.Text;
using Supervision.Pbm.Terminals;

namespace Supervision.Pbm.Cli.Prompt;

/// <summary>Turns the bytes of a terminal into keys.</summary>
/// <param name="console">A terminal in raw mode.</param>
internal sealed class KeyReader(IPbmConsole console)
{
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan _restOfSequence = TimeSpan.FromMilliseconds(50);
    private readonly byte[] _bytes = new byte[256];
    private int _start;
    private int _end;

    /// <summary>Waits for the next key.</summary>
    /// <param name="ended">Looked at now and then; true ends the wait.</param>
    /// <returns>The key; null where the wait was ended.</returns>
    public KeyPress? Next(Func<bool> ended)
    {
        while (_start == _end)
        {
            if (ended())
                return null;
            if (console.WaitForInput(_look) && !Fill())
                return new KeyPress(Key.Closed);
        }
        byte first = _bytes[_start++];
        return first switch
        {
            0x0d or 0x0a => new KeyPress(Key.Enter),
            0x09 => new KeyPress(Key.Tab),
            0x7f or 0x08 => new KeyPress(Key.Backspace),
            0x01 => new KeyPress(Key.Home),
            0x02 => new KeyPress(Key.Left),
            0x03 => new KeyPress(Key.Interrupt),
            0x04 => new KeyPress(Key.EndOfText),
            0x05 => new KeyPress(Key.End),
            0x06 => new KeyPress(Key.Right),
            0x0b => new KeyPress(Key.EraseAfter),
            0x0c => new KeyPress(Key.ClearScreen),
            0x0e => new KeyPress(Key.Down),
            0x10 => new KeyPress(Key.Up),
            0x15 => new KeyPress(Key.EraseBefore),
            0x17 => new KeyPress(Key.EraseWord),
            0x1b => ReadSequence(),
            < 0x20 => new KeyPress(Key.None),
            _ => ReadCharacter(),
        };
    }

    private KeyPress ReadSequence()
    {
        switch (NextByte())
        {
            case (byte)'b':
                return new KeyPress(Key.WordLeft);
            case (byte)'f':
                return new KeyPress(Key.WordRight);
            case (byte)'O':
                return new KeyPress(Letter((char)(NextByte() ?? 0), ""));
            case (byte)'[':
                var parameters = new StringBuilder();
                while (NextByte() is { } next)
                {
                    if (next is >= 0x40 and <= 0x7e)
                        return new KeyPress(Letter((char)next, parameters.ToString()));
                    if (parameters.Length < 16)
                        parameters.Append((char)next);
                }
                return new KeyPress(Key.None);
            default:
                return new KeyPress(Key.None);
        }
    }

    private static Key Letter(char letter, string parameters) => (letter, parameters) switch
    {
        ('A', _) => Key.Up,
        ('B', _) => Key.Down,
        ('C', "1;5" or "1;3") => Key.WordRight,
        ('D', "1;5" or "1;3") => Key.WordLeft,
        ('C', _) => Key.Right,
        ('D', _) => Key.Left,
        ('H', _) or ('~', "1" or "7") => Key.Home,
        ('F', _) or ('~', "4" or "8") => Key.End,
        ('~', "3") => Key.Delete,
        _ => Key.None,
    };

    private KeyPress ReadCharacter()
    {
        _start--;
        OperationStatus status = Rune.DecodeFromUtf8(_bytes.AsSpan(_start, _end - _start), out Rune rune, out int used);
        while (status == OperationStatus.NeedMoreData && FillMore())
            status = Rune.DecodeFromUtf8(_bytes.AsSpan(_start, _end - _start), out rune, out used);
        _start += Math.Max(1, used);
        return status == OperationStatus.Done && !Rune.IsControl(rune) ? new KeyPress(Key.Character, rune.ToString()) : new KeyPress(Key.None);
    }

    private byte? NextByte() => _start < _end || FillMore() ? _bytes[_start++] : null;

    // A key's bytes come together; where the rest does not come soon, it was the escape key alone.
    private bool FillMore() => console.WaitForInput(_restOfSequence) && Fill();

    private bool Fill()
    {
        _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
        (_start, _end) = (0, _end - _start);
        int read = console.Read(_bytes.AsSpan(_end));
        _end += read;
        return read > 0;
    }
}
