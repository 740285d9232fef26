using System.Globalization;
using System.Text;
using Supervision.Hocon.Resolving;

namespace Supervision.Hocon.Parsing;

/// <summary>
/// Java's properties format, for includes: one flat list of keys and texts. Keys are split at every dot, empty elements kept; every
/// value is a string. Where a key has both a text and keys below it, the keys win whatever their order.
/// </summary>
internal sealed class PropertiesParser(SourceText source, HoconOptions options, ParseContext context)
{
    private readonly string _text = source.Text;
    private int _position = source.Text.StartsWith('\uFEFF') ? 1 : 0;

    public HoconObject Parse()
    {
        context.Sources.Add(source);
        var root = new HoconObject(source, 0);
        while (SkipToKey())
        {
            var start = _position;
            var key = Read(isKey: true);
            SkipSpaces();
            if (_position < _text.Length && _text[_position] is '=' or ':')
                _position++;
            SkipSpaces();
            var value = new HoconScalar(HoconScalarKind.String, Read(isKey: false), source, start);
            Set(root, key.Split('.'), value, start);
        }

        return root;
    }

    private void Set(HoconObject target, string[] path, HoconScalar value, int start)
    {
        if (path.Length > options.MaxDepth)
        {
            context.Report(source, start, $"objects and arrays are nested deeper than {options.MaxDepth}");
            return;
        }

        foreach (var element in path.AsSpan(0, path.Length - 1))
        {
            var at = target.IndexOf(element);
            var next = at >= 0 ? target.Fields[at].Value as HoconObject : null;
            if (next is null)
            {
                next = new HoconObject(source, start);
                if (at < 0)
                    target.Add(element, next, source, start);
                else
                    target.Replace(at, next, source, start);
            }

            target = next;
        }

        var index = target.IndexOf(path[^1]);
        if (index < 0)
            target.Add(path[^1], value, source, start);
        else if (target.Fields[index].Value is not HoconObject)
            target.Replace(index, Merging.Assign(target.Fields[index].Value, value, inPlace: true), source, start);
    }

    private bool SkipToKey()
    {
        while (_position < _text.Length)
        {
            if (_text[_position] is ' ' or '\t' or '\f' or '\r' or '\n')
            {
                _position++;
            }
            else if (_text[_position] is '#' or '!')
            {
                var end = _text.IndexOf('\n', _position);
                _position = end < 0 ? _text.Length : end;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    private void SkipSpaces()
    {
        while (_position < _text.Length && _text[_position] is ' ' or '\t' or '\f')
            _position++;
    }

    private string Read(bool isKey)
    {
        var result = new StringBuilder();
        while (_position < _text.Length)
        {
            var c = _text[_position];
            if (c is '\n' or '\r' || (isKey && c is '=' or ':' or ' ' or '\t' or '\f'))
                break;
            _position++;
            if (c != '\\')
                result.Append(c);
            else if (_position < _text.Length)
                ReadEscape(result);
        }

        return result.ToString();
    }

    private void ReadEscape(StringBuilder result)
    {
        var c = _text[_position++];
        switch (c)
        {
            case '\r' or '\n':
                // The next line continues this one.
                if (c == '\r' && _position < _text.Length && _text[_position] == '\n')
                    _position++;
                SkipSpaces();
                break;
            case 'u' when _position + 4 <= _text.Length
                && ushort.TryParse(_text.AsSpan(_position, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                result.Append((char)code);
                _position += 4;
                break;
            default:
                result.Append(c switch { 't' => '\t', 'n' => '\n', 'r' => '\r', 'f' => '\f', _ => c });
                break;
        }
    }
}
