using System.Text;

namespace Supervision.Hocon.Parsing;

internal sealed partial class Parser
{
    /// <summary>Parses the whole source as a path expression.</summary>
    public List<string> ParseWholePath()
    {
        try
        {
            SkipInlineWhitespace();
            ReadPath(_key);
            SkipInlineWhitespace();
            if (!AtEnd)
                Error(_position, $"{Chars.Describe(Current)} must be quoted in a path");
        }
        catch (FieldAbort)
        {
            return [];
        }

        return _key;
    }

    /// <summary>Reads a path expression; stops at the first character that cannot be part of one.</summary>
    private void ReadPath(List<string> elements)
    {
        var start = _position;
        if (!TryReadPlainPath(elements))
        {
            _position = start;
            ReadAnyPath(elements);
        }
    }

    // Nearly every key: unquoted elements joined by dots, or one quoted string without escapes, and then a separator.
    private bool TryReadPlainPath(List<string> elements)
    {
        elements.Clear();
        if (Current == '"')
        {
            var text = _text.AsSpan(_position + 1);
            var length = Chars.IndexOfQuotedStop(text);
            if (length < 0 || text[length] != '"' || text[length..].StartsWith("\"\"") || (length == 0 && text.StartsWith("\"\"")))
                return false;
            elements.Add(_context.Name(text[..length]));
            _position += length + 2;
            return IsPathDone();
        }

        while (true)
        {
            var start = _position;
            while (_position < _text.Length && _text[_position] != '.' && Chars.IsUnquoted(_text[_position]) && !IsCommentAt(_position))
                _position++;
            if (_position == start)
                return false;
            elements.Add(_context.Name(_text.AsSpan(start, _position - start)));
            if (Current != '.')
                return IsPathDone();
            _position++;
        }
    }

    private bool IsPathDone()
    {
        var after = _position;
        while (after < _text.Length && Chars.IsInlineWhitespace(_text[after]))
            after++;
        return after == _text.Length || _text[after] is ':' or '=' or '{' or '}' or '+' or '\n' or ',';
    }

    // Spaces between the parts of a path belong to the element they touch, as they do in a value.
    private void ReadAnyPath(List<string> elements)
    {
        elements.Clear();
        var start = _position;
        var element = new StringBuilder();
        var (isBegun, blankStart) = (false, _position);
        while (!AtEnd)
        {
            var c = Current;
            if (Chars.IsInlineWhitespace(c))
            {
                _position++;
                continue;
            }

            if (c != '"' && (!Chars.IsUnquoted(c) || IsCommentAt(_position)))
                break;
            if (isBegun || elements.Count > 0)
                element.Append(_text, blankStart, _position - blankStart);
            if (c == '.')
            {
                if (!isBegun)
                    Fail(_position, "a path has an empty element here; write \"\" if it is meant");
                elements.Add(element.ToString());
                element.Clear();
                isBegun = false;
                _position++;
            }
            else if (c == '"')
            {
                element.Append(ReadQuoted().Text);
                isBegun = true;
            }
            else
            {
                element.Append(c);
                isBegun = true;
                _position++;
            }

            blankStart = _position;
        }

        if (!isBegun)
        {
            Fail(elements.Count > 0 ? _position : start, elements.Count > 0
                ? "a path cannot end with a dot; write \"\" after it for an empty element"
                : AtEnd ? "expected a key, found the end of the text" : $"expected a key, found {Chars.Describe(Current)}");
        }

        elements.Add(element.ToString());
        _position = blankStart;
    }
}
