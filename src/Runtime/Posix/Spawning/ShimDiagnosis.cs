using System.Globalization;

namespace Supervision.Posix;

/// <summary>Says in words which step of the helper failed, and what a person can do.</summary>
internal static class ShimDiagnosis
{
    internal static SpawnFailure Explain(SpawnRequest request, string program, SpawnStep step, int errno, int detail, string? cgroup)
    {
        var text = Interop.ErrorText(errno);
        return step switch
        {
            SpawnStep.Cgroup => new(step, errno, $"'{program}' could not be put into the control group '{cgroup}': {text}"),
            SpawnStep.Limits => new(step, errno, $"the limit {request.Limits![detail]} was refused: {text}{LimitHint(errno)}"),
            SpawnStep.Nice => new(step, errno, Invariant($"nice {request.Nice} was refused: {text}; values below ours need root or CAP_SYS_NICE")),
            SpawnStep.OomScore => new(step, errno, Invariant($"oom_score_adj {request.OomScoreAdj} was refused: {text}{OomHint(errno)}")),
            SpawnStep.CpuAffinity => new(step, errno,
                $"the processors {string.Join(',', request.CpuAffinity!)} were refused: {text}; none of them exists, or none may be used here"),
            SpawnStep.Groups => new(step, errno, $"the groups of '{Who(request)}' could not be taken: {text}{Privileges(errno)}"),
            SpawnStep.User => new(step, errno, errno == Interop.EAGAIN
                ? $"cannot run as '{Who(request)}': its limit of processes is reached"
                : $"cannot run as '{Who(request)}': {text}{Privileges(errno)}"),
            SpawnStep.ChangeDirectory when SpawnDiagnosis.ExplainDirectory(request.WorkingDirectory!) is { } bad => bad,
            SpawnStep.ChangeDirectory => new(step, errno, $"working directory '{request.WorkingDirectory}' may not be entered{As(request)}: {text}"),
            // Which of the files it was cannot be seen with our own rights.
            SpawnStep.Exec when errno == Interop.EACCES && request.User is not null && ProgramFinder.IsExecutable(ProgramFinder.FromWorkingDirectory(request, program))
                => new(step, errno, $"'{program}', its interpreter or a directory on the way may not be executed{As(request)}: permission denied"),
            SpawnStep.Exec when errno == Interop.EAGAIN => new(step, errno, $"'{program}' could not be executed{As(request)}: the limit of processes is reached"),
            SpawnStep.Exec => SpawnDiagnosis.Explain(request, program, errno),
            _ => new(step, errno, $"{step} failed for '{program}': {text}"),
        };
    }

    internal static string Who(SpawnRequest request) =>
        request.Group is null ? request.User ?? "us" : $"{request.User}:{request.Group}";

    private static string As(SpawnRequest request) => request.User is null ? "" : $" as user '{request.User}'";

    private static string Privileges(int errno) => errno == Interop.EPERM
        ? Invariant($"; only root (or CAP_SETUID and CAP_SETGID) may switch, and we run as uid {Interop.Geteuid()}")
        : "";

    private static string LimitHint(int errno) => errno == Interop.EPERM
        ? "; only root (or CAP_SYS_RESOURCE) may raise a hard limit, and none may pass the kernel's own"
        : "";

    private static string OomHint(int errno) => errno is Interop.EACCES or Interop.EPERM ? "; values below ours need root or CAP_SYS_RESOURCE" : "";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
