// Overview
// Recursive descent over the characters, without a token list: HOCON's tokens depend on where they stand (a dot is a path separator in
// a key and part of a value elsewhere, white space between values is part of a concatenation). Values keep their offset, not their line
// and column, and plain scalars keep a slice of the text: most of a large file is never read. Errors are collected; after one the
// parser goes on at the next separator of the same level, so that one run shows all of them.
using Supervision.Hocon.Resolving;

namespace Supervision.Hocon.Parsing;

internal sealed partial class Parser
{
    private readonly SourceText _source;
    private readonly string _text;
    private readonly HoconOptions _options;
    private readonly ParseContext _context;
    private readonly string? _baseDirectory;

    // The path from the application's root to the object being read; an element of an array has none.
    private readonly List<string> _path;
    private readonly IReadOnlyList<string[]> _prefixes;
    private readonly List<string> _key = [];
    private int _unaddressable;
    private int _depth;
    private int _position;

    public Parser(SourceText source, HoconOptions options, ParseContext context, string? baseDirectory, IReadOnlyList<string[]>? prefixes = null)
    {
        _source = source;
        _text = source.Text;
        _options = options;
        _context = context;
        _baseDirectory = baseDirectory;
        _prefixes = prefixes ?? [];
        _path = _prefixes.Count > 0 ? [.. _prefixes[0]] : [];
        _depth = _path.Count;
        context.Sources.Add(source);
    }

    private char Current => _position < _text.Length ? _text[_position] : '\0';

    private bool AtEnd => _position >= _text.Length;

    /// <summary>Parses the whole source: an object with or without braces, or an array.</summary>
    public HoconValue ParseRoot()
    {
        HoconValue root = new HoconObject(_source, 0);
        try
        {
            if (_text.Length > _options.MaxSize)
            {
                Error(0, $"the text is longer than {_options.MaxSize} characters");
                return root;
            }

            SkipBlank();
            root = Current switch
            {
                '{' => ParseObject(),
                '[' => ParseArray(),
                _ => ParseFields(new HoconObject(_source, _position), braces: false),
            };
            SkipBlank();
            if (!AtEnd)
                Error(_position, $"unexpected {Chars.Describe(Current)} after the end of the {(root is HoconArray ? "array" : "object")}");
        }
        catch (ParseAbort)
        {
        }

        return root;
    }

    /// <summary>Parses the whole source as one value.</summary>
    public HoconValue ParseWholeValue()
    {
        try
        {
            SkipBlank();
            if (AtEnd)
                return new HoconScalar(HoconScalarKind.String, "", _source, 0);
            var value = ParseValue();
            SkipBlank();
            if (!AtEnd)
                Error(_position, $"unexpected {Chars.Describe(Current)} after the value");
            return value;
        }
        catch (Exception error) when (error is ParseAbort or FieldAbort)
        {
            return new HoconObject(_source, 0);
        }
    }

    private HoconObject ParseObject()
    {
        var start = _position++;
        Enter(start);
        var node = ParseFields(new HoconObject(_source, start), braces: true);
        if (Current == '}')
            _position++;
        else
            Error(start, "this '{' is never closed");
        _depth--;
        return node;
    }

    private HoconObject ParseFields(HoconObject target, bool braces)
    {
        var separated = true;
        while (true)
        {
            SkipBlank();
            switch (Current)
            {
                case '\0' when AtEnd:
                    return target;
                case '}' or ']' when braces:
                    return target;
                case '}' or ']':
                    Error(_position, $"unexpected {Chars.Describe(Current)}: nothing is open here");
                    _position++;
                    separated = true;
                    continue;
                case ',':
                    Error(_position++, "a comma needs a field before it");
                    separated = true;
                    continue;
            }

            if (!separated)
                Error(_position, "fields are separated by a comma or a line end");
            try
            {
                if (!TryParseInclude(target))
                    ParseField(target);
            }
            catch (FieldAbort)
            {
                Recover();
            }

            separated = SkipSeparator();
        }
    }

    private void ParseField(HoconObject target)
    {
        var keyStart = _position;
        ReadPath(_key);
        var single = _key.Count == 1 ? _key[0] : null;
        var path = single is null ? _key.ToArray() : null;
        var keyEnd = _position;
        SkipBlank();
        if (Current is not ('{' or ':' or '=' or '+'))
        {
            _position = keyEnd;
            SkipInlineWhitespace();
        }

        var append = false;
        switch (Current)
        {
            case '{':
                break;
            case ':' or '=':
                _position++;
                break;
            case '+' when _position + 1 < _text.Length && _text[_position + 1] == '=':
                append = true;
                _position += 2;
                break;
            default:
                var key = Shown(path ?? [single!]);
                Fail(_position, AtEnd || AtValueEnd()
                    ? $"the key {key} has no value; write {key} = …"
                    : $"expected '=', ':', '+=' or '{{' after the key {key}, found {Chars.Describe(Current)}");
                break;
        }

        var separatorEnd = _position;
        if (SkipBlank() && IsNextKeyHere())
        {
            _position = separatorEnd;
            Fail(keyEnd, $"the key {Shown(path ?? [single!])} has no value");
        }

        var levels = path?.Length ?? 1;
        if (path is not null)
            CheckDepth(_depth += levels - 1, keyStart);
        if (single is not null)
            _path.Add(single);
        else
            _path.AddRange(path!);
        try
        {
            var valueStart = _position;
            var value = ParseValue();
            if (append)
                value = new Appended([value], _source, valueStart);
            if (single is not null)
                Set(target, single, value, keyStart);
            else
                SetAt(target, path!, value, keyStart);
        }
        finally
        {
            _path.RemoveRange(_path.Count - levels, levels);
            _depth -= levels - 1;
        }
    }

    private void SetAt(HoconObject target, string[] path, HoconValue value, int keyStart)
    {
        for (var i = 0; i < path.Length - 1; i++)
        {
            var index = target.IndexOf(path[i]);
            if (index >= 0 && target.Fields[index].Value is HoconObject nested)
            {
                target.Replace(index, nested, _source, keyStart);
                target = nested;
                continue;
            }

            // Anything but an object there: a new one on top of it, which holds the rest of the path.
            var rest = new HoconObject(_source, keyStart);
            SetAt(rest, path[(i + 1)..], value, keyStart);
            Set(target, path[i], rest, keyStart);
            return;
        }

        Set(target, path[^1], value, keyStart);
    }

    private void Set(HoconObject target, string key, HoconValue value, int keyStart)
    {
        var index = target.IndexOf(key);
        if (index < 0)
            target.Add(key, value, _source, keyStart);
        else
            target.Replace(index, Merging.Assign(target.Fields[index].Value, value, inPlace: true), _source, keyStart);
    }

    private void Enter(int start)
    {
        CheckDepth(++_depth, start);
        if (!System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            Error(start, "objects and arrays are nested too deeply for this thread's stack");
            throw new ParseAbort();
        }
    }

    private void CheckDepth(int depth, int start)
    {
        if (depth <= _options.MaxDepth)
            return;
        Error(start, $"objects and arrays are nested deeper than {_options.MaxDepth}");
        throw new ParseAbort();
    }

    private void Error(int offset, string message) => _context.Report(_source, offset, message);

    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    private void Fail(int offset, string message)
    {
        Error(offset, message);
        throw new FieldAbort();
    }

    // Of a damaged file, a key may be most of it.
    private static string Shown(string[] path)
    {
        const int Longest = 120;
        var text = HoconPath.Render(path);
        return text.Length > Longest ? $"{text[..Longest]}..." : text;
    }
}
