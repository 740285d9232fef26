using System.Globalization;

namespace Supervision.Posix;

/// <summary>Refuses requests that cannot be carried out as they are written.</summary>
internal static class RequestRules
{
    private const int MostGroups = 65536;

    internal static SpawnFailure? Check(SpawnRequest request)
    {
        if (request.Command.Count == 0)
            return Bad("the command has no words");
        if (request.Stdout == OutputMode.ToStdout)
            return Bad("standard output cannot go to itself");
        foreach (var word in request.Command)
        {
            if (word.Contains('\0'))
                return Bad($"a word of the command for '{request.Command[0]}' holds a NUL character");
        }

        foreach (var (name, value) in request.Environment ?? new Dictionary<string, string>())
        {
            if (name.Length == 0 || name.Contains('=') || name.Contains('\0') || value.Contains('\0'))
                return Bad($"the environment variable '{name}' has a name or value that no environment can hold");
        }

        return (request.WorkingDirectory ?? "").Contains('\0') || (request.Mark ?? "").Contains('\0')
            ? Bad("the working directory or the mark holds a NUL character")
            : CheckFiles(request) ?? CheckOptions(request);
    }

    private static SpawnFailure? CheckFiles(SpawnRequest request)
    {
        if (request.Stdin == StdinMode.File && !IsPath(request.StdinFile))
            return Bad("standard input is a file, but StdinFile names none");
        if (request.Stdout == OutputMode.File && !IsPath(request.StdoutFile))
            return Bad("standard output is a file, but StdoutFile names none");
        if (request.Stderr == OutputMode.File && !IsPath(request.StderrFile))
            return Bad("standard error is a file, but StderrFile names none");
        foreach (var (target, descriptor) in request.Descriptors ?? new Dictionary<int, SpawnDescriptor>())
        {
            if (target is < SpawnFiles.FirstTarget or > SpawnFiles.LastTarget)
                return Bad(string.Create(CultureInfo.InvariantCulture, $"descriptor {target} is not one from {SpawnFiles.FirstTarget} to {SpawnFiles.LastTarget}"));
            if (descriptor.Handle is null && !IsPath(descriptor.Path))
                return Bad(string.Create(CultureInfo.InvariantCulture, $"the path of descriptor {target} holds a NUL character"));
        }

        return null;
    }

    private static SpawnFailure? CheckOptions(SpawnRequest request) =>
        request.User is { } user && (user.Length == 0 || user[0] == ':' || user[^1] == ':') ? Bad($"'{user}' names no user")
        : request.Group is { Length: 0 } ? Bad("the group's name is empty")
        : request.SupplementaryGroups is { Count: > MostGroups } ? Bad("too many supplementary groups")
        : (request.User + request.Group).Contains('\0') ? Bad("the user or group holds a NUL character")
        : OutOf(request.Umask, 0, 0x1ff) ? Bad("the umask is not one from 0 to octal 777")
        : OutOf(request.Nice, -20, 19) ? Bad("the nice value is not one from -20 to 19")
        : OutOf(request.OomScoreAdj, -1000, 1000) ? Bad("oom_score_adj is not a value from -1000 to 1000")
        : OutOf(request.ParentDeathSignal, 1, 64) ? Bad("the parent-death signal is not a signal")
        : request.CpuAffinity is { } cpus && (cpus.Count == 0 || cpus.Any(cpu => cpu is < 0 or > CpuList.Highest)) ? Bad("the set of processors is empty or out of range")
        : (request.Limits ?? []).Any(limit => !Enum.IsDefined(limit.Resource) || limit.NativeSoft > limit.NativeHard) ? Bad("a limit's soft value is above its hard one, or the resource is unknown")
        : null;

    private static bool OutOf(int? value, int low, int high) => value is { } given && (given < low || given > high);

    private static bool IsPath(string? path) => !string.IsNullOrEmpty(path) && !path.Contains('\0');

    private static SpawnFailure Bad(string message) => new(SpawnStep.Request, Interop.EINVAL, message);
}
