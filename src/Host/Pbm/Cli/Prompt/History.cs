namespace Supervision.Pbm.Cli.Prompt;

/// <summary>The lines that were given before, in a file that only its user reads. A line that begins with a blank is not kept.</summary>
internal sealed class History
{
    private const int Most = 1000;
    private readonly string? _path;
    private readonly List<string> _lines = [];

    /// <param name="path">The file; null for none.</param>
    public History(string? path)
    {
        _path = path;
        try
        {
            if (path is not null && File.Exists(path))
                _lines.AddRange(File.ReadLines(path).Where(line => line.Length > 0).TakeLast(Most));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _path = null;
        }
    }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>The file of a user.</summary>
    public static string? PathOf(Func<string, string?> variable) => UserFolders.State(variable) is { } folder ? Path.Combine(folder, "pbm", "history") : null;

    /// <summary>Keeps a line; the one that is the last already, once.</summary>
    public void Add(string line)
    {
        if (string.IsNullOrWhiteSpace(line) || line[0] == ' ' || (_lines.Count > 0 && _lines[^1] == line))
            return;
        _lines.Add(line);
        bool cut = _lines.Count > Most;
        if (cut)
            _lines.RemoveRange(0, _lines.Count - Most);
        Save(line, cut);
    }

    // A file that cannot be written costs the history, not the command.
    private void Save(string line, bool all)
    {
        if (_path is null)
            return;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            var options = new FileStreamOptions { Mode = all ? FileMode.Create : FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var writer = new StreamWriter(_path, options);
            foreach (string text in all ? _lines : [line])
                writer.Write(text + "\n");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }
}
