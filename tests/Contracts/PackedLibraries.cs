using System.IO.Compression;
using System.Xml.Linq;

namespace Supervision.Contracts.Tests;

/// <summary>The packages, made by pack.sh once.</summary>
public sealed class PackedLibraries : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("supervision-packages-");
    private readonly Lazy<Task<string>> _feed;

    public PackedLibraries() => _feed = new(async () =>
    {
        string feed = Path.Combine(_folder.FullName, "feed");
        await PackAsync(Repository.Root, feed);
        return feed;
    });

    /// <summary>A folder of its own.</summary>
    public string Folder(string name) => Directory.CreateDirectory(Path.Combine(_folder.FullName, name)).FullName;

    /// <summary>The folder of all packages.</summary>
    public Task<string> FeedAsync() => _feed.Value;

    /// <summary>Runs pack.sh of a tree.</summary>
    public static async Task PackAsync(string tree, string output, params string[] options)
    {
        // No server and no node may stay behind: it would hold on to the pipe.
        var (code, log) = await PublishedHello.RunAsync(
            Path.Combine(tree, "pack.sh"), ["--output", output, .. options, "--", "-nodeReuse:false", "-p:UseSharedCompilation=false"]);
        Assert.True(code == 0, log);
    }

    /// <summary>One file of a package.</summary>
    public static byte[] FileOf(string package, string name)
    {
        using ZipArchive archive = ZipFile.OpenRead(package);
        using Stream stream = (archive.GetEntry(name) ?? throw new InvalidOperationException($"{package} has no {name}")).Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>What a package says of itself, without XML's namespaces.</summary>
    public static XElement MetadataOf(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(package);
        using Stream stream = archive.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        XElement root = XElement.Load(stream);
        foreach (XElement element in root.DescendantsAndSelf())
            element.Name = element.Name.LocalName;
        return root.Element("metadata")!;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
