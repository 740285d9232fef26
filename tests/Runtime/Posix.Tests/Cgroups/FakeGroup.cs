using System.Globalization;

namespace Supervision.Posix.Tests;

/// <summary>A directory with the files of a control group.</summary>
internal sealed class FakeGroup : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FakeGroup(string name = "group")
    {
        Root = Path.Combine(_folder.Root, name);
        Directory.CreateDirectory(Root);
        Write("memory.current", "1000000\n");
        Write("memory.max", "max\n");
        Write("memory.stat", "anon 5\ninactive_file 400000\nactive_file 7\n");
        SetKills(0);
    }

    public string Root { get; }

    public Cgroup Group => Cgroup.At(Root)!;

    public string Folder => _folder.Root;

    public void Write(string name, string text) => File.WriteAllText(Path.Combine(Root, name), text);

    public void SetKills(int kills) => Write("memory.events", string.Create(
        CultureInfo.InvariantCulture, $"low 0\nhigh 0\nmax 9\noom {kills + 2}\noom_kill {kills}\noom_group_kill 0\n"));

    public void Dispose() => _folder.Dispose();
}
