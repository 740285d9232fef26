using System.Diagnostics;

namespace Supervision.Entrypoint.Tests.Support;

/// <summary>A test that makes a PID namespace, which takes <c>unshare</c> and the right to use it: fails in CI, and is skipped elsewhere, without.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsPidNamespaceFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> Allowed = new(Try);

    public NeedsPidNamespaceFactAttribute()
    {
        if (!Allowed.Value && Environment.GetEnvironmentVariable("CI") != "true")
            Skip = "needs the right to make a PID namespace (root with CAP_SYS_ADMIN)";
    }

    private static bool Try()
    {
        if (NeedsProgramFactAttribute.Find("unshare") is not { } unshare)
            return false;
        using Process process = Process.Start(new ProcessStartInfo(unshare, ["--pid", "--fork", "--mount-proc", "true"]) { RedirectStandardError = true })!;
        return process.WaitForExit(10_000) && process.ExitCode == 0;
    }
}
