namespace Supervision.Posix;

// Overview
//   execve from a process that already has a runtime: the other threads end inside the call. What the runtime has changed and execve
//   keeps is put back: SIGPIPE, which it ignores, and the role as reaper of orphans. Signals that whoever started us ignores stay ignored,
//   as with any program that executes another one.

/// <summary>Executes another program in place of this one.</summary>
public static unsafe class ProgramReplacement
{
    private const int BrokenPipe = 13;

    /// <summary>Executes a program with our environment, descriptors and pid. Does not return when that succeeds.</summary>
    /// <param name="command">Program and arguments, at least one word; a program without '/' is searched in PATH.</param>
    /// <returns>Why it could not be executed.</returns>
    public static SpawnFailure Execute(IReadOnlyList<string> command)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentOutOfRangeException.ThrowIfZero(command.Count);
        var request = new SpawnRequest { Command = command };
        if (command.Any(word => word.Contains('\0', StringComparison.Ordinal)))
            return new SpawnFailure(SpawnStep.Request, Interop.EINVAL, "a command cannot contain a NUL character");
        var (program, missing) = ProgramFinder.Find(request);
        if (program is null)
            return missing!;
        using var path = new NativeStrings([program]);
        using var arguments = new NativeStrings(command);
        using var environment = new NativeStrings(ChildEnvironment.Build(request));
        _ = Interop.Prctl(Interop.PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0);
        var reset = default(Interop.SigAction);
        Interop.SigAction before;
        _ = Interop.Sigaction(BrokenPipe, &reset, &before);
        _ = Interop.Execve(path.Pointer[0], arguments.Pointer, environment.Pointer);
        var errno = Interop.LastError;
        _ = Interop.Sigaction(BrokenPipe, &before, null);
        return new SpawnFailure(SpawnStep.Exec, errno, $"'{program}' cannot be executed: {Interop.ErrorText(errno)}");
    }
}
