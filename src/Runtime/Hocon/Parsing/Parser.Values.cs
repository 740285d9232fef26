using Supervision.Hocon.Resolving;

namespace Supervision.Hocon.Parsing;

internal sealed partial class Parser
{
    private HoconArray ParseArray()
    {
        var start = _position++;
        Enter(start);
        _unaddressable++;
        var items = new List<HoconValue>();
        var separated = true;
        while (true)
        {
            SkipBlank();
            if (Current == ']')
            {
                _position++;
                break;
            }

            if (AtEnd || Current == '}')
            {
                Error(start, "this '[' is never closed");
                break;
            }

            if (Current == ',')
            {
                Error(_position++, "a comma needs an element before it");
                separated = true;
                continue;
            }

            if (!separated)
                Error(_position, "elements are separated by a comma or a line end");
            try
            {
                items.Add(ParseValue());
            }
            catch (FieldAbort)
            {
                Recover();
            }

            separated = SkipSeparator();
        }

        _unaddressable--;
        _depth--;
        return new HoconArray(items, _source, start);
    }

    private HoconValue ParseValue()
    {
        var start = _position;
        if (AtValueEnd())
            Fail(start, AtEnd ? "expected a value, found the end of the text" : $"expected a value, found {Chars.Describe(Current)}");
        var first = ParsePiece();
        var end = _position;
        SkipInlineWhitespace();
        if (AtValueEnd())
            return first;

        var pieces = new List<HoconValue> { first };
        var verbatim = _text[start] != '"';
        while (!AtValueEnd())
        {
            if (_position > end)
                pieces.Add(new Blank(_source, end, _position - end));
            verbatim &= Current != '"';
            pieces.Add(ParsePiece());
            end = _position;
            SkipInlineWhitespace();
        }

        return Join(pieces, start, verbatim ? end - start : -1);
    }

    // What is known of all pieces is joined at once; a substitution among them leaves that to the resolver.
    private HoconValue Join(List<HoconValue> pieces, int start, int verbatimLength)
    {
        var (texts, objects, arrays, open) = (0, 0, 0, 0);
        foreach (var piece in pieces)
        {
            _ = piece switch
            {
                HoconScalar => texts++,
                HoconObject => objects++,
                HoconArray => arrays++,
                Blank => 0,
                _ => open++,
            };
        }

        if (texts > 0 && objects + arrays > 0)
            Fail(pieces.Find(piece => piece is HoconObject or HoconArray)!.Offset, Concatenating.Mixed);
        if (open > 0 || (objects > 0 && arrays > 0))
            return new Concatenation(pieces, _source, start);
        if (texts > 0 && verbatimLength >= 0)
            return new HoconScalar(HoconScalarKind.String, _source, start, start, verbatimLength);
        if (texts > 0)
            return Concatenating.Texts(pieces, _source, start);
        pieces.RemoveAll(piece => piece is Blank);
        return arrays > 0
            ? new HoconArray([.. pieces.SelectMany(piece => (HoconArray)piece)], _source, start)
            : pieces.Aggregate((low, high) => Merging.Objects((HoconObject)low, (HoconObject)high, inPlace: true));
    }

    private HoconValue ParsePiece()
    {
        var start = _position;
        switch (Current)
        {
            case '{':
                return ParseObject();
            case '[':
                return ParseArray();
            case '"':
                return ReadQuoted();
            case '$' when _position + 1 < _text.Length && _text[_position + 1] == '{':
                return ParseSubstitution();
        }

        SkipUnquoted();
        if (_position == start)
        {
            Fail(start, Current is ':' or '='
                ? $"{Chars.Describe(Current)} cannot stand in an unquoted value; quote the value, or begin the next key on its own line"
                : $"{Chars.Describe(Current)} cannot stand in an unquoted value; put the value in double quotes");
        }

        var run = _text.AsSpan(start, _position - start);
        return new HoconScalar(KindOf(run), _source, start, start, run.Length);
    }

    private Substitution ParseSubstitution()
    {
        var start = _position;
        _position += 2;
        var optional = Current == '?';
        if (optional)
            _position++;
        SkipInlineWhitespace();
        var elements = new List<string>();
        try
        {
            ReadPath(elements);
        }
        catch (FieldAbort)
        {
            // The closing brace is this substitution's, and not that of an object around it.
            var end = _text.AsSpan(_position).IndexOfAny('}', '\n');
            if (end >= 0 && _text[_position + end] == '}')
                _position += end + 1;
            throw;
        }

        var list = _text.AsSpan(_position).StartsWith("[]");
        if (list)
            _position += 2;
        SkipInlineWhitespace();
        if (Current != '}')
        {
            Fail(_position, AtEnd || Current == '\n'
                ? "this substitution is never closed with '}'"
                : $"{Chars.Describe(Current)} cannot stand in the path of a substitution");
        }

        _position++;
        return new Substitution([.. elements], _source, start) { Optional = optional, IsList = list, Prefixes = _prefixes };
    }

    private static HoconScalarKind KindOf(ReadOnlySpan<char> text) => text[0] switch
    {
        't' when text is "true" => HoconScalarKind.Boolean,
        'f' when text is "false" => HoconScalarKind.Boolean,
        'n' when text is "null" => HoconScalarKind.Null,
        '-' or (>= '0' and <= '9') when HoconNumbers.IsNumber(text) => HoconScalarKind.Number,
        _ => HoconScalarKind.String,
    };

    // A run that begins like a number may hold the sign of its exponent, which unquoted text otherwise may not.
    private void SkipUnquoted()
    {
        var start = _position;
        while (_position < _text.Length)
        {
            var c = _text[_position];
            var exponent = c == '+' && _position > start + 1 && _text[_position - 1] is 'e' or 'E'
                && HoconNumbers.IsNumber(_text.AsSpan(start, _position - 1 - start))
                && _position + 1 < _text.Length && char.IsAsciiDigit(_text[_position + 1]);
            if (!exponent && (!Chars.IsUnquoted(c) || IsCommentAt(_position)))
                break;
            _position++;
        }
    }
}
