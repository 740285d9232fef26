using System.Buffers;
using System.Text;
using Supervision.Pbm.Terminals;

namespace Supervision.Pbm.Cli.Prompt;

/// <summary>Lines from a pipe, or from a terminal that cannot give single keys.</summary>
internal sealed class LineReader(IPbmConsole console)
{
    private const int Longest = 64 * 1024;
    private readonly byte[] _bytes = new byte[4096];
    private readonly ArrayBufferWriter<byte> _line = new();
    private int _start;
    private int _end;

    /// <summary>Reads one line; what is longer than a command can be comes in pieces.</summary>
    /// <param name="prompt">What is written before.</param>
    public EditedLine Next(string prompt)
    {
        if (prompt.Length > 0)
            console.Write(prompt);
        _line.ResetWrittenCount();
        while (true)
        {
            if (_start == _end)
            {
                (_start, _end) = (0, console.Read(_bytes));
                if (_end == 0)
                    return new EditedLine(_line.WrittenCount > 0 ? EditedLineKind.Line : EditedLineKind.EndOfInput, Text());
            }
            int length = _bytes.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            _line.Write(_bytes.AsSpan(_start, length < 0 ? _end - _start : length));
            _start = length < 0 ? _end : _start + length + 1;
            if (length >= 0 || _line.WrittenCount > Longest)
                return new EditedLine(EditedLineKind.Line, Text());
        }
    }

    private string Text() => Encoding.UTF8.GetString(_line.WrittenSpan).TrimEnd('\r');
}
