namespace Supervision.Posix;

// Overview
//   execve from a process that already has a runtime: the other threads end inside the call. What the runtime has changed and execve
//   keeps is put back for another program: SIGPIPE, which it ignores, and the role as reaper of orphans. Signals that whoever started us
//   ignores stay ignored, as with any program that executes another one.
//   A successor of our own keeps both, and our children. What is sent to us while it starts must not be lost, and must not end it before it
//   listens: those signals are blocked in the one thread that survives, wait in the process, and are taken once the successor lets them.

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

    /// <summary>
    /// Executes a successor that goes on with our children and with some of our descriptors. Does not return when that succeeds; else everything
    /// is as it was. Runs on the <see cref="MainThread"/> where that serves.
    /// </summary>
    /// <param name="program">The path of its file.</param>
    /// <param name="arguments">Its arguments, the first its own name.</param>
    /// <param name="variables">Variables that it gets besides ours.</param>
    /// <param name="descriptors">The descriptors that stay open.</param>
    /// <param name="signals">Signals that wait until it calls <see cref="TakeSignals"/>.</param>
    /// <returns>Why it could not be executed.</returns>
    public static SpawnFailure ExecuteSuccessor(
        string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> variables, IReadOnlyCollection<int> descriptors,
        IReadOnlyCollection<int> signals)
    {
        ArgumentException.ThrowIfNullOrEmpty(program);
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(variables);
        ArgumentNullException.ThrowIfNull(descriptors);
        ArgumentNullException.ThrowIfNull(signals);
        SpawnFailure? failure = null;
        MainThread.Invoke(() => failure = ExecuteHere(program, arguments, variables, descriptors, signals));
        return failure!;
    }

    /// <summary>Takes signals that a predecessor held back, and those that come from now on. Call it when their handlers are in place.</summary>
    /// <param name="signals">The signals' numbers.</param>
    public static void TakeSignals(IReadOnlyCollection<int> signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        MainThread.Invoke(() =>
        {
            var set = SetOf(signals);
            _ = Interop.SigMask(Interop.SIG_UNBLOCK, &set, null);
        });
    }

    private static SpawnFailure ExecuteHere(
        string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> variables, IReadOnlyCollection<int> descriptors,
        IReadOnlyCollection<int> signals)
    {
        var all = new List<string>();
        foreach (System.Collections.DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            if (!variables.ContainsKey((string)entry.Key))
                all.Add($"{entry.Key}={entry.Value}");
        }

        all.AddRange(variables.Select(one => $"{one.Key}={one.Value}"));
        using var path = new NativeStrings([program]);
        using var argv = new NativeStrings(arguments);
        using var environment = new NativeStrings(all);
        var held = SetOf(signals);
        Interop.SigSet before;
        _ = Interop.SigMask(Interop.SIG_BLOCK, &held, &before);
        foreach (var fd in descriptors)
            _ = Interop.Fcntl(fd, Interop.F_SETFD, 0);
        _ = Interop.Execve(path.Pointer[0], argv.Pointer, environment.Pointer);
        var errno = Interop.LastError;
        InheritedFile.Secure(descriptors);
        _ = Interop.SigMask(Interop.SIG_SETMASK, &before, null);
        return new SpawnFailure(SpawnStep.Exec, errno, $"'{program}' cannot be executed: {Interop.ErrorText(errno)}");
    }

    // sigset_t of both libraries: a bit for each signal, the first for number 1.
    private static Interop.SigSet SetOf(IReadOnlyCollection<int> signals)
    {
        var set = default(Interop.SigSet);
        foreach (var signal in signals)
            ((ulong*)&set)[(signal - 1) / 64] |= 1UL << ((signal - 1) % 64);
        return set;
    }
}
