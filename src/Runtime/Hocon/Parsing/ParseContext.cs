namespace Supervision.Hocon.Parsing;

/// <summary>What a document's parsers share over its includes.</summary>
internal sealed class ParseContext
{
    private const int MaxErrors = 50;
    private readonly string?[] _names = new string?[256];

    public List<HoconError> Errors { get; } = [];

    public List<SourceText> Sources { get; } = [];

    /// <summary>Sources that are being read, outermost first.</summary>
    public List<string> Open { get; } = [];

    public int Includes { get; set; }

    public void Report(SourceText source, int offset, string message)
    {
        var origin = source.OriginAt(offset);
        if (!Errors.Exists(error => error.Origin == origin))
            Errors.Add(new HoconError(origin, message, source.LineAt(origin)));
        if (Errors.Count >= MaxErrors)
            throw new ParseAbort();
    }

    /// <summary>The characters as a string, shared with equal ones seen lately: configuration repeats its keys.</summary>
    public string Name(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return "";
        ref var slot = ref _names[((text.Length * 31) + (text[0] * 7) + (text[^1] * 13) + (text[text.Length / 2] * 3)) & 255];
        if (slot is null || !text.SequenceEqual(slot))
            slot = text.ToString();
        return slot;
    }
}

/// <summary>The rest of the source makes no sense any more.</summary>
internal sealed class ParseAbort : Exception;

/// <summary>The field or element makes no sense; the next one may.</summary>
internal sealed class FieldAbort : Exception;
