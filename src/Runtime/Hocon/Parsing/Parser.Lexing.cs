using System.Globalization;
using System.Text;

namespace Supervision.Hocon.Parsing;

internal sealed partial class Parser
{
    private bool IsCommentAt(int position) =>
        position < _text.Length
        && (_text[position] == '#' || (_text[position] == '/' && position + 1 < _text.Length && _text[position + 1] == '/'));

    private bool AtValueEnd() => AtEnd || Current is '\n' or ',' or '}' or ']' || IsCommentAt(_position);

    private void SkipInlineWhitespace()
    {
        while (_position < _text.Length && Chars.IsInlineWhitespace(_text[_position]))
            _position++;
    }

    /// <summary>Skips white space, line ends and comments.</summary>
    /// <returns>Whether there was a line end.</returns>
    private bool SkipBlank()
    {
        var newline = false;
        while (_position < _text.Length)
        {
            var c = _text[_position];
            if (Chars.IsWhitespace(c))
            {
                newline |= c == '\n';
                _position++;
            }
            else if (IsCommentAt(_position))
            {
                SkipLine();
            }
            else
            {
                break;
            }
        }

        return newline;
    }

    /// <summary>Whether a key and its separator stand where a value is expected, which is then missing.</summary>
    private bool IsNextKeyHere()
    {
        var at = _position;
        while (at < _text.Length && (Chars.IsUnquoted(_text[at]) || Chars.IsInlineWhitespace(_text[at])) && !IsCommentAt(at))
            at++;
        return at > _position && at < _text.Length
            && (_text[at] is '=' or ':' || (_text[at] == '+' && at + 1 < _text.Length && _text[at + 1] == '='));
    }

    private void SkipLine()
    {
        var end = _text.AsSpan(_position).IndexOf('\n');
        _position = end < 0 ? _text.Length : _position + end;
    }

    /// <summary>Passes what separates fields and elements: line ends, and at most one comma.</summary>
    /// <returns>Whether there was any.</returns>
    private bool SkipSeparator()
    {
        var newline = SkipBlank();
        if (Current != ',')
            return newline;
        _position++;
        SkipBlank();
        if (Current == ',')
        {
            Error(_position, "two commas in a row");
            while (Current == ',')
            {
                _position++;
                SkipBlank();
            }
        }

        return true;
    }

    /// <summary>After an error: on to the next separator or closing bracket of this level.</summary>
    private void Recover()
    {
        var open = 0;
        for (; !AtEnd; _position++)
        {
            switch (Current)
            {
                case '"':
                    SkipQuotedRoughly();
                    break;
                case '#' or '/' when IsCommentAt(_position):
                    SkipLine();
                    _position--;
                    break;
                case '{' or '[':
                    open++;
                    break;
                case '}' or ']' when open > 0:
                    open--;
                    break;
                case '}' or ']' or ',' or '\n' when open == 0:
                    return;
            }
        }
    }

    private void SkipQuotedRoughly()
    {
        if (_text.AsSpan(_position).StartsWith("\"\"\""))
        {
            var end = _text.IndexOf("\"\"\"", _position + 3, StringComparison.Ordinal);
            _position = end < 0 ? _text.Length - 1 : end + 2;
            return;
        }

        for (var i = _position + 1; i < _text.Length && _text[i] != '\n'; i++)
        {
            if (_text[i] == '\\')
            {
                i++;
            }
            else if (_text[i] == '"')
            {
                _position = i;
                return;
            }
        }
    }

    private HoconScalar ReadQuoted()
    {
        var start = _position;
        if (_text.AsSpan(start).StartsWith("\"\"\""))
            return ReadMultiLine();
        var length = Chars.IndexOfQuotedStop(_text.AsSpan(start + 1));
        if (length >= 0 && _text[start + 1 + length] == '"')
        {
            _position = start + length + 2;
            return new HoconScalar(HoconScalarKind.String, _source, start, start + 1, length);
        }

        return new HoconScalar(HoconScalarKind.String, ReadEscaped(), _source, start);
    }

    private string ReadEscaped()
    {
        var start = _position++;
        var value = new StringBuilder();
        while (true)
        {
            var length = Chars.IndexOfQuotedStop(_text.AsSpan(_position));
            if (length < 0)
                Fail(start, "this string is never closed");
            value.Append(_text, _position, length);
            _position += length;
            switch (Current)
            {
                case '"':
                    _position++;
                    return value.ToString();
                case '\\':
                    value.Append(ReadEscape());
                    break;
                case '\n' or '\r':
                    Fail(start, "this string is not closed on its line; text of several lines needs \"\"\"");
                    break;
                default:
                    Error(_position, $"{Chars.Describe(Current)} must be escaped in a quoted string");
                    value.Append(Current);
                    _position++;
                    break;
            }
        }
    }

    private char ReadEscape()
    {
        var start = _position++;
        if (AtEnd || Current is '\n' or '\r')
        {
            // What ends the line ends the string; its reader says so.
            return '\\';
        }

        var c = Current;
        _position++;
        switch (c)
        {
            case '"' or '\\' or '/':
                return c;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u' when _position + 4 <= _text.Length
                && ushort.TryParse(_text.AsSpan(_position, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                _position += 4;
                return (char)code;
            case 'u':
                Error(start, "\\u needs four hexadecimal digits");
                return '\uFFFD';
            default:
                Error(start, $"\\{(c < ' ' ? "" : c)} is no escape; write \\\\ for a backslash");
                return '\uFFFD';
        }
    }

    private HoconScalar ReadMultiLine()
    {
        var start = _position;
        var end = _text.IndexOf("\"\"\"", start + 3, StringComparison.Ordinal);
        if (end < 0)
            Fail(start, "this \"\"\" is never closed");

        // Quotes beyond the closing three belong to the string.
        while (end + 3 < _text.Length && _text[end + 3] == '"')
            end++;
        _position = end + 3;
        return new HoconScalar(HoconScalarKind.String, _source, start, start + 3, end - start - 3);
    }
}
