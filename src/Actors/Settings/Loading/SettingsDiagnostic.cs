using System.Text;
using Supervision.Hocon;

namespace Supervision.Actors.Settings;

/// <summary>Something that loading has to say about one place of the configuration.</summary>
public abstract record SettingsDiagnostic
{
    // Of a damaged file, a key may be most of it.
    private const int LongestPath = 240;

    private protected SettingsDiagnostic()
    {
    }

    /// <summary>Where the offending key or value was written.</summary>
    public required SettingsOrigin Origin { get; init; }

    /// <summary>Full path, such as <c>supervision.engines.vllm.backoff.min</c>; empty where no single setting is meant.</summary>
    public string Path { get; init; } = "";

    /// <summary>What is wrong and what to do.</summary>
    public required string Message { get; init; }

    /// <summary>The known word that was probably meant where an unknown one was written; null where none is near.</summary>
    public string? Hint { get; init; }

    /// <summary>The text of the line that <see cref="Origin"/> points into; null where there is none.</summary>
    public string? SourceLine { get; init; }

    private protected abstract string Severity { get; }

    /// <summary>The form of compilers: <c>file:line:column: error: path: message</c>, then the line and a caret below the column.</summary>
    /// <returns>One to three lines without a line end after the last.</returns>
    public string Render()
    {
        var text = new StringBuilder().Append(Origin.ToString()).Append(": ").Append(Severity).Append(": ");
        if (Path.Length > 0)
            text.Append(Path.AsSpan(0, Math.Min(Path.Length, LongestPath))).Append(Path.Length > LongestPath ? "...: " : ": ");
        text.Append(Message);

        var message = HoconExcerpt.OneLine(text.ToString());
        return SourceLine is not null && Origin.Column > 0 ? $"{message}\n{HoconExcerpt.Render(SourceLine, Origin.Column, "  ")}" : message;
    }

    /// <summary>The same as <see cref="Render"/>.</summary>
    /// <returns>The rendered diagnostic.</returns>
    public sealed override string ToString() => Render();
}
