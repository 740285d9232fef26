namespace Supervision.Actors.Tests.Support;

/// <summary>A small file system in memory, for tests that fill a disk.</summary>
internal sealed class TemporaryMount : IDisposable
{
    private readonly string _path;

    public TemporaryMount(string path, string options)
    {
        _path = path;
        Assert.Equal(0, Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", path));
    }

    public static int Run(string program, params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(program, arguments);
        process.WaitForExit();
        return process.ExitCode;
    }

    public void Dispose() => Run("umount", "-l", _path);
}

/// <summary>A test that mounts: skipped, with the reason, where this user may not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsMountFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> _may = new(static () =>
    {
        if (Environment.UserName != "root")
            return false;
        var probe = Directory.CreateTempSubdirectory("supervision-mount-").FullName;
        var may = TemporaryMount.Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", probe) == 0;
        if (may)
            TemporaryMount.Run("umount", "-l", probe);
        Directory.Delete(probe);
        return may;
    });

    public NeedsMountFactAttribute()
    {
        if (!_may.Value)
            Skip = "needs root that may mount a tmpfs, to fill a disk";
    }
}
