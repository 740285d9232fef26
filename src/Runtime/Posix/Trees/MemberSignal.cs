namespace Supervision.Posix;

/// <summary>Signals a process that is not our child, and only that process.</summary>
internal static class MemberSignal
{
    /// <summary>False when it is gone or not ours to signal.</summary>
    internal static bool Send(in ProcRow row, int signal)
    {
        var pidfd = Interop.PidFdOpen(row.Pid);
        if (pidfd < 0)
        {
            // No pidfds on this kernel: the scan is a moment old, and a pid is not reused that soon.
            return Interop.LastError is Interop.ENOSYS or Interop.EPERM && Interop.Kill(row.Pid, signal) == 0;
        }

        // The pidfd holds whoever has the number now; the start time says whether that is still the one we saw.
        var sent = StatFile.TryRead(row.Pid, out var now) && now.StartTime == row.StartTime
            && Interop.PidFdSendSignal(pidfd, signal) == 0;
        _ = Interop.Close(pidfd);
        return sent;
    }
}
