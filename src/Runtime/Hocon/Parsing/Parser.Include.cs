using Supervision.Hocon.Resolving;

namespace Supervision.Hocon.Parsing;

internal sealed partial class Parser
{
    private static readonly string[] _forms = ["file", "package", "classpath", "url"];

    // An unquoted `include` at the start of a key is always a statement; as a key it must be quoted.
    private bool TryParseInclude(HoconObject target)
    {
        if (Current != 'i' || !_text.AsSpan(_position).StartsWith("include"))
            return false;
        var start = _position;
        if (start + 7 < _text.Length && Chars.IsUnquoted(_text[start + 7]) && !IsCommentAt(start + 7))
            return false;
        _position += 7;
        SkipBlank();
        var required = TryTakeCall("required");
        var kind = Array.Find(_forms, TryTakeCall) ?? "";
        if (Current != '"')
            Fail(start, "include needs a quoted name, or file(\"…\"), package(\"…\"), required(…); as a key it must be quoted");
        var name = ReadQuoted().Text;
        for (var open = (required ? 1 : 0) + (kind.Length > 0 ? 1 : 0); open > 0; open--)
        {
            SkipBlank();
            if (Current != ')')
                Fail(_position, "expected ')' to close the include");
            _position++;
        }

        Include(target, name, kind, required, start);
        return true;
    }

    private bool TryTakeCall(string name)
    {
        if (!_text.AsSpan(_position).StartsWith(name) || _position + name.Length >= _text.Length || _text[_position + name.Length] != '(')
            return false;
        _position += name.Length + 1;
        SkipBlank();
        return true;
    }

    private void Include(HoconObject target, string name, string kind, bool required, int start)
    {
        // A name without extension stands for all known ones, HOCON last.
        var isExact = Path.HasExtension(name) || kind == "url";
        var found = isExact ? IncludeOne(target, name, kind, start) : false;
        if (!isExact)
        {
            foreach (var extension in (ReadOnlySpan<string>)["", ".properties", ".json", ".conf"])
                found |= IncludeOne(target, name + extension, kind, start);
        }

        if (required && !found)
            Error(start, $"the required include '{name}' was not found");
    }

    private bool IncludeOne(HoconObject target, string name, string kind, int start)
    {
        (string SourceName, string Text, string? BaseDirectory)? loaded;
        try
        {
            loaded = _options.Includer.Load(name, kind, _baseDirectory);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            Error(start, $"'{name}' cannot be included: {error.Message}");
            return true;
        }

        if (loaded is not { } found)
            return false;
        if (++_context.Includes > _options.MaxIncludes)
        {
            Error(start, $"more than {_options.MaxIncludes} includes");
            throw new ParseAbort();
        }

        if (_context.Open.Contains(found.SourceName))
        {
            Error(start, $"include cycle: {string.Join(" includes ", _context.Open.Append(found.SourceName))}");
            return true;
        }

        _context.Open.Add(found.SourceName);
        var root = ParseIncluded(new SourceText(found.SourceName, found.Text), found.BaseDirectory);
        _context.Open.RemoveAt(_context.Open.Count - 1);
        if (root is HoconObject included)
        {
            foreach (ref readonly var field in included.Fields)
            {
                var index = target.IndexOf(field.Key);
                if (index < 0)
                    target.Add(field.Key, field.Value, field.KeySource, field.KeyOffset);
                else
                    target.Replace(index, Merging.Assign(target.Fields[index].Value, field.Value, inPlace: true), field.KeySource, field.KeyOffset);
            }
        }
        else
        {
            Error(start, $"'{name}' holds an array; only an object can be included");
        }

        return true;
    }

    private HoconValue ParseIncluded(SourceText source, string? baseDirectory)
    {
        if (source.Name.EndsWith(".properties", StringComparison.Ordinal))
            return new PropertiesParser(source, _options, _context).Parse();

        // Inside an array there is no path by which the included keys could be found; their substitutions see the root alone.
        IReadOnlyList<string[]> prefixes = _unaddressable > 0 || _path.Count == 0 || (_prefixes.Count > 0 && _path.Count == _prefixes[0].Length)
            ? _prefixes
            : [[.. _path], .. _prefixes];
        var nested = new Parser(source, _options, _context, baseDirectory, prefixes) { _depth = _depth, _unaddressable = _unaddressable };
        return nested.ParseRoot();
    }
}
