namespace Supervision.Engines.Tests.Support;

/// <summary>A test's own folder: its configuration, its fault engines as shell scripts, and what they write.</summary>
internal sealed class EngineFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("engines-test-").FullName;

    public string PathOf(string name) => Path.Combine(Root, name);

    public string Write(string name, string text)
    {
        string path = PathOf(name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>
    /// A shell script, to be run by sh: as a program it could be refused (text file busy) while another test, which is starting a process at
    /// the time of the writing, has its descriptor.
    /// </summary>
    public string Script(string name, string text)
    {
        string path = Write(name, text + "\n");
        File.SetUnixFileMode(path, (UnixFileMode)0b110_100_100);
        return path;
    }

    /// <summary>Engines of other users may read what is in it.</summary>
    public void OpenToAll() => File.SetUnixFileMode(Root, (UnixFileMode)0b111_101_101);

    public void Dispose()
    {
        if (Directory.Exists(Root))
            Directory.Delete(Root, recursive: true);
    }
}
