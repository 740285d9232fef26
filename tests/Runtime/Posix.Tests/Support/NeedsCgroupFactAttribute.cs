namespace Supervision.Posix.Tests;

/// <summary>A test that mounts a control group hierarchy of its own; skipped where this machine does not let root do that.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsCgroupFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> Works = new(static () =>
    {
        // Whether a group can be made in a fresh mount is a thing of the machine, not of a missing program.
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("unshare")
        {
            ArgumentList =
            {
                "--mount", "sh", "-c",
                "mount -t cgroup2 none /mnt && mkdir /mnt/supervision-probe && test -e /mnt/supervision-probe/cgroup.kill; r=$?; rmdir /mnt/supervision-probe; exit $r",
            },
            RedirectStandardError = true,
        });
        process!.WaitForExit();
        return process.ExitCode == 0;
    });

    public NeedsCgroupFactAttribute()
    {
        if (Interop.Geteuid() != 0 || !Works.Value)
            Skip = "needs root and a cgroup version 2 hierarchy that can be mounted and written";
    }
}
