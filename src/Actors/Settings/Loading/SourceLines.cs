namespace Supervision.Actors.Settings.Loading;

/// <summary>Finds the line that a diagnostic points into: in a registered text or, for included files, on disk.</summary>
internal sealed class SourceLines
{
    private readonly Dictionary<string, string[]?> _texts = [];

    public void Register(string source, string text) => _texts[source] = Split(text);

    public string? Find(SettingsOrigin origin)
    {
        if (origin.Line <= 0)
            return null;
        if (!_texts.TryGetValue(origin.Source, out var lines))
            _texts[origin.Source] = lines = ReadFile(origin.Source);
        return lines is not null && origin.Line <= lines.Length ? lines[origin.Line - 1].TrimEnd('\r') : null;
    }

    private static string[] Split(string text) => text.Split('\n');

    // An excerpt is a courtesy: a source that is no file, or no longer readable, has none.
    private static string[]? ReadFile(string path)
    {
        try
        {
            return File.Exists(path) ? Split(File.ReadAllText(path)) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
