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

    /// <summary>An executable shell script. Its command line begins with /bin/sh and its path.</summary>
    public string Script(string name, string text)
    {
        string path = Write(name, "#!/bin/sh\n" + text + "\n");
        File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
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
