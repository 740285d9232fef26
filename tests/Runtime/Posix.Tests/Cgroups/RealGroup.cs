using System.Globalization;

namespace Supervision.Posix.Tests;

/// <summary>A control group of this machine's, below our own.</summary>
internal sealed class RealGroup : IDisposable
{
    private static int _number;

    private RealGroup(string path) => Root = path;

    public string Root { get; }

    public string Members => Path.Combine(Root, "cgroup.procs");

    public static RealGroup? TryMake()
    {
        if (Cgroup.Own() is not { } own)
            return null;
        var root = Path.Combine(own.Path, string.Create(CultureInfo.InvariantCulture, $"test-{Environment.ProcessId}-{Interlocked.Increment(ref _number)}"));
        try
        {
            Directory.CreateDirectory(root);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        var group = new RealGroup(root);
        if (group.TryLimit(64L << 20))
            return group;
        group.Dispose();
        return null;
    }

    public bool TryLimit(long bytes)
    {
        try
        {
            var file = new[] { "memory.max", "memory.limit_in_bytes" }.Select(name => Path.Combine(Root, name)).FirstOrDefault(File.Exists);
            if (file is null)
                return false;
            File.WriteAllText(file, bytes.ToString(CultureInfo.InvariantCulture));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        // Members that were just killed may still be on their way out.
        for (var i = 0; i < 200; i++)
        {
            try
            {
                Directory.Delete(Root);
                return;
            }
            catch (IOException) when (i < 199)
            {
                Thread.Sleep(10);
            }
        }
    }
}
