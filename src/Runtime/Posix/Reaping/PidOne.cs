namespace Supervision.Posix;

/// <summary>Whether this process is the first of its pid namespace: a container's entrypoint.</summary>
public static class PidOne
{
    /// <summary>
    /// True for pid 1. The kernel then drops signals that have no handler here (also TERM and INT), gives us every orphan of the
    /// namespace, and kills the namespace when we end.
    /// </summary>
    public static bool IsPidOne { get; } = Interop.Getpid() == 1;
}
