namespace Supervision.Tests.Shared;

/// <summary>A file that lives as long as its test.</summary>
internal sealed class TempFile : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("supervision-test-").FullName;

    public TempFile(string name, string text)
    {
        Path = System.IO.Path.Combine(_directory, name);
        File.WriteAllText(Path, text);
    }

    public string Path { get; }

    /// <summary>Replaces what is in it, at once for whoever reads it.</summary>
    public void Write(string text)
    {
        File.WriteAllText(Path + ".new", text);
        File.Move(Path + ".new", Path, overwrite: true);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
