using System.Text;

namespace Supervision.Posix;

/// <summary>Finds the file that a command's first word names, as execvp would, but with an answer that says what was tried.</summary>
internal static unsafe class ProgramFinder
{
    /// <summary>The path to execute, or the failure.</summary>
    internal static (string? Path, SpawnFailure? Failure) Find(SpawnRequest request)
    {
        var name = request.Command[0];
        if (name.Length == 0)
            return (null, new SpawnFailure(SpawnStep.Request, Interop.EINVAL, "the command's first word is empty"));
        if (name.Contains('/'))
            return (name, null);

        var searched = ChildEnvironment.SearchPath(request);
        string? refused = null;
        foreach (var directory in searched.Split(':'))
        {
            // An empty entry means the working directory.
            var candidate = directory.Length == 0 ? "./" + name : directory.TrimEnd('/') + "/" + name;
            var seen = FromWorkingDirectory(request, candidate);
            if (!File.Exists(seen))
                continue;
            if (IsExecutable(seen))
                return (candidate, null);
            refused ??= candidate;
        }

        return (null, refused is null
            ? new SpawnFailure(SpawnStep.FindProgram, Interop.ENOENT,
                $"program '{name}' not found; searched PATH={searched}")
            : new SpawnFailure(SpawnStep.FindProgram, Interop.EACCES,
                $"program '{name}' found only as '{refused}', which is not executable; searched PATH={searched}"));
    }

    /// <summary>The child looks at relative paths after it changed its directory.</summary>
    internal static string FromWorkingDirectory(SpawnRequest request, string path) =>
        request.WorkingDirectory is { } directory && !path.StartsWith('/') ? directory.TrimEnd('/') + "/" + path : path;

    internal static bool IsExecutable(string path)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(path) + 1];
        Encoding.UTF8.GetBytes(path, bytes);
        fixed (byte* pointer = bytes)
            return Interop.Faccessat(Interop.AT_FDCWD, pointer, Interop.X_OK, Interop.AT_EACCESS) == 0;
    }
}
