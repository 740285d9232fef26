namespace Supervision.Posix;

/// <summary>
/// What this process needs, once, before it has children: standard descriptors that exist (a pipe must never land on 0, 1 or 2),
/// SIGPIPE as an error of write, and exit statuses that are kept (a SIGCHLD inherited as "ignore" would throw them away).
/// </summary>
internal static unsafe class ProcessSetup
{
    private static readonly Lazy<bool> Done = new(Run);

    /// <summary>/dev/null, opened once; −1 where the machine has none (then such streams are closed in the child).</summary>
    internal static int DevNull { get; private set; } = -1;

    internal static void Ensure() => _ = Done.Value;

    private static bool Run()
    {
        if (!OperatingSystem.IsLinux())
            throw new PlatformNotSupportedException("Supervision.Posix needs Linux: it uses pidfds, epoll and /proc.");

        fixed (byte* path = "/dev/null\0"u8)
        {
            for (var fd = 0; fd <= 2; fd++)
            {
                // The lowest free number is taken, so this opens exactly the missing one.
                if (Interop.Fcntl(fd, Interop.F_GETFD, 0) < 0)
                    _ = Interop.Open(path, Interop.O_RDWR, 0);
            }

            DevNull = Interop.Open(path, Interop.O_RDWR | Interop.O_CLOEXEC, 0);
        }

        Interop.SigAction action;
        if (Interop.Sigaction(Signals.Chld, null, &action) == 0
            && (action.Handler == Interop.SIG_IGN || (action.Flags & Interop.SA_NOCLDWAIT) != 0))
        {
            var reset = default(Interop.SigAction);
            _ = Interop.Sigaction(Signals.Chld, &reset, null);
        }

        if (Interop.Sigaction(Signals.Pipe, null, &action) == 0 && action.Handler == Interop.SIG_DFL)
        {
            var ignore = new Interop.SigAction { Handler = Interop.SIG_IGN };
            _ = Interop.Sigaction(Signals.Pipe, &ignore, null);
        }

        Subreaper.TryEnable();
        return true;
    }
}
