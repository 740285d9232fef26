namespace Supervision.Hocon.Parsing;

/// <summary>A named text that finds lines and columns when asked; values keep only their offset in it.</summary>
internal sealed class SourceText
{
    private readonly HoconOrigin? _fixed;
    private int[]? _lineStarts;
    private Line? _lastLine;

    public SourceText(string name, string text)
    {
        Name = name;
        Text = text;
    }

    /// <summary>A source whose values all have one place.</summary>
    public SourceText(HoconOrigin place, string text = "")
        : this(place.Source, text) => _fixed = place;

    public string Name { get; }

    public string Text { get; }

    public HoconOrigin OriginAt(int offset)
    {
        if (_fixed is not null)
            return _fixed;
        var starts = LineStarts();
        var line = Array.BinarySearch(starts, offset);
        line = line < 0 ? ~line - 1 : line;
        return new HoconOrigin(Name, line + 1, offset - starts[line] + 1);
    }

    /// <summary>
    /// The text of a line, for error messages; null where there is none. The last line asked for is kept: many errors may share a very
    /// long one.
    /// </summary>
    public string? LineAt(HoconOrigin origin)
    {
        var starts = LineStarts();
        if (_fixed is not null || origin.Line < 1 || origin.Line > starts.Length)
            return null;
        if (_lastLine is { } last && last.Number == origin.Line)
            return last.Text;
        var start = starts[origin.Line - 1];
        var end = origin.Line < starts.Length ? starts[origin.Line] - 1 : Text.Length;
        var line = Text[start..end].TrimEnd('\r');
        _lastLine = new Line(origin.Line, line);
        return line;
    }

    private int[] LineStarts()
    {
        if (_lineStarts is not null)
            return _lineStarts;

        // A byte order mark takes no column.
        var starts = new List<int> { Text.StartsWith('\uFEFF') ? 1 : 0 };
        for (var i = Text.IndexOf('\n'); i >= 0; i = Text.IndexOf('\n', i + 1))
            starts.Add(i + 1);
        return _lineStarts = [.. starts];
    }

    private sealed record Line(int Number, string Text);
}
