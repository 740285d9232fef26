namespace Supervision.Pbm.Cli;

/// <summary>The file that gives hosts names.</summary>
internal sealed class HostFile
{
    private const string TokenFileKey = "token-file=";
    private readonly Dictionary<string, KnownHost> _hosts = new(StringComparer.Ordinal);

    /// <summary>Lines that were not understood, for people.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Reads the file that the environment names; no file is an empty one.</summary>
    /// <param name="variable">The environment.</param>
    public static HostFile Load(Func<string, string?> variable)
    {
        string? path = variable("PBM_HOSTS") is { Length: > 0 } named ? named : UserFolders.Config(variable) is { } folder ? Path.Combine(folder, "pbm", "hosts") : null;
        var file = new HostFile();
        if (path is null || !File.Exists(path))
            return file;
        try
        {
            file.Read(path, File.ReadLines(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            file.Problems.Add($"{path}: {FileProblem.Of(error)}; its names are not known");
        }
        return file;
    }

    public KnownHost? Find(string name) => _hosts.GetValueOrDefault(name);

    private void Read(string path, IEnumerable<string> lines)
    {
        int number = 0;
        foreach (string line in lines)
        {
            number++;
            string[] words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || words[0].StartsWith('#'))
                continue;
            string? token = words.Length == 3 && words[2].StartsWith(TokenFileKey, StringComparison.Ordinal) ? words[2][TokenFileKey.Length..] : null;
            if ((words.Length == 2 || token is not null) && PbmAddress.Parse(words[1]) is { } address)
                _hosts[words[0]] = new KnownHost(words[0], address, token);
            else
                Problems.Add($"{path}:{number}: expected NAME ADDRESS [token-file=FILE]");
        }
    }
}
