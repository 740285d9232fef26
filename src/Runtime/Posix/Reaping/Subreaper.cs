namespace Supervision.Posix;

/// <summary>Whether orphans among our descendants become our children instead of PID 1's.</summary>
public static class Subreaper
{
    /// <summary>Asks the kernel for it; it holds until this process ends. <see cref="ProcessHost.Start"/> does it itself.</summary>
    /// <returns>False on a kernel or in a sandbox without it: orphans then go to PID 1.</returns>
    public static bool TryEnable() => IsEnabled = Interop.Prctl(Interop.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0;

    /// <summary>Whether <see cref="TryEnable"/> succeeded.</summary>
    public static bool IsEnabled { get; private set; }
}
