using System.Text;

namespace Supervision.Actors.Settings;

/// <summary>Something that loading has to say about one place of the configuration.</summary>
public abstract record SettingsDiagnostic
{
    private protected SettingsDiagnostic()
    {
    }

    /// <summary>Where the offending key or value was written.</summary>
    public required SettingsOrigin Origin { get; init; }

    /// <summary>Full path, such as <c>supervision.engines.vllm.backoff.min</c>; empty where no single setting is meant.</summary>
    public string Path { get; init; } = "";

    /// <summary>What is wrong and what to do.</summary>
    public required string Message { get; init; }

    /// <summary>The text of the line that <see cref="Origin"/> points into; null where there is none.</summary>
    public string? SourceLine { get; init; }

    private protected abstract string Severity { get; }

    /// <summary>The form of compilers: <c>file:line:column: error: path: message</c>, then the line and a caret below the column.</summary>
    /// <returns>One to three lines without a line end after the last.</returns>
    public string Render()
    {
        var text = new StringBuilder().Append(Origin.ToString()).Append(": ").Append(Severity).Append(": ");
        if (Path.Length > 0)
            text.Append(Path).Append(": ");
        text.Append(Message);

        // Names in a damaged file may hold anything, also what would drive a terminal.
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]))
                text[i] = ' ';
        }

        if (SourceLine is not null && Origin.Column > 0)
            AppendExcerpt(text, SourceLine, Origin.Column - 1);
        return text.ToString();
    }

    /// <summary>The same as <see cref="Render"/>.</summary>
    /// <returns>The rendered diagnostic.</returns>
    public sealed override string ToString() => Render();

    // A long line (a JSON file, say) is cut to a window around the column, so that the caret stays on the screen.
    private static void AppendExcerpt(StringBuilder text, string line, int column)
    {
        const int Window = 120;
        var start = column < Window ? 0 : column - (Window / 2);
        var visible = start >= line.Length ? "" : line.Substring(start, Math.Min(Window, line.Length - start)).TrimEnd();
        text.Append("\n  ");
        foreach (var c in visible)
            text.Append(c == '\t' ? '\t' : char.IsControl(c) ? ' ' : c);
        text.Append("\n  ");
        for (var i = start; i < column; i++)
            text.Append(i < line.Length && line[i] == '\t' ? '\t' : ' ');
        text.Append('^');
    }
}
