using System.Buffers.Binary;
using System.Text;

namespace Supervision.Posix;

/// <summary>
/// posix_spawn gives one number for whatever failed in the child. This looks at the same files again and says which step it was and
/// what a person has to mend. It runs only after a failure; if the files have changed meanwhile it falls back to the plain error.
/// </summary>
internal static class SpawnDiagnosis
{
    private const int MaxShebang = 256;

    internal static SpawnFailure Explain(SpawnRequest request, string program, int errno)
    {
        if (errno is Interop.EAGAIN or Interop.ENOMEM)
            return new(SpawnStep.Fork, errno, $"no process could be made for '{program}': {Text(errno)}");
        if (errno == Interop.E2BIG)
            return new(SpawnStep.Exec, errno, $"arguments and environment of '{program}' are too long for the kernel");
        if (request.WorkingDirectory is { } directory && ExplainDirectory(directory) is { } bad)
            return bad;

        var file = ProgramFinder.FromWorkingDirectory(request, program);
        return errno switch
        {
            Interop.ENOENT when !File.Exists(file) => new(SpawnStep.FindProgram, errno, $"program '{program}' does not exist{Seen(request, program)}"),
            Interop.ENOENT => new(SpawnStep.Exec, errno, MissingInterpreter(file, program)),
            Interop.ENOTDIR => new(SpawnStep.FindProgram, errno, $"program '{program}': a part of the path before the last is not a directory"),
            Interop.EACCES => new(SpawnStep.Exec, errno, ExplainAccess(file, program)),
            Interop.ENOEXEC => new(SpawnStep.Exec, errno, $"'{program}' is not a program this system can run: no #! line, or made for another machine"),
            Interop.ETXTBSY => new(SpawnStep.Exec, errno, $"'{program}' is open for writing by another process"),
            Interop.ELOOP => new(SpawnStep.FindProgram, errno, $"program '{program}': too many symbolic links, or interpreters of interpreters"),
            _ => new(SpawnStep.Exec, errno, $"cannot execute '{program}': {Text(errno)}"),
        };
    }

    internal static SpawnFailure? ExplainDirectory(string directory)
    {
        if (File.Exists(directory))
            return new(SpawnStep.ChangeDirectory, Interop.ENOTDIR, $"working directory '{directory}' is not a directory");
        if (!Directory.Exists(directory))
            return new(SpawnStep.ChangeDirectory, Interop.ENOENT, $"working directory '{directory}' does not exist");
        return ProgramFinder.IsExecutable(directory)
            ? null
            : new(SpawnStep.ChangeDirectory, Interop.EACCES, $"working directory '{directory}' may not be entered: permission denied");
    }

    private static string ExplainAccess(string file, string program)
    {
        if (Directory.Exists(file))
            return $"'{program}' is a directory, not a program";
        if (!File.Exists(file))
            return $"'{program}': a directory on the way may not be entered: permission denied";
        if (!ProgramFinder.IsExecutable(file))
            return $"'{program}' is not executable (no x permission for us, or its file system is mounted noexec)";
        return Interpreter(file) is { } interpreter
            ? $"'{program}' needs the interpreter '{interpreter}', which may not be executed: permission denied"
            : $"'{program}' may not be executed: permission denied";
    }

    private static string MissingInterpreter(string file, string program)
    {
        if (Interpreter(file) is not { } interpreter)
            return $"'{program}' exists but cannot be executed: {Text(Interop.ENOENT)}";
        return interpreter.EndsWith('\r')
            ? $"'{program}' needs the interpreter '{interpreter.TrimEnd('\r')}' followed by a carriage return: the script has Windows line ends"
            : $"'{program}' needs the interpreter '{interpreter}', which does not exist";
    }

    /// <summary>What a script's #! line or a program's ELF header asks for; null when it asks for nothing or cannot be read.</summary>
    private static string? Interpreter(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            Span<byte> head = stackalloc byte[4096];
            head = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
            if (head.StartsWith("#!"u8))
                return Shebang(head);
            return head.StartsWith("\x7fELF"u8) && head.Length > 64 && head[4] == 2 && head[5] == 1 ? ElfInterpreter(head) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Executable but not readable: the plain error has to do.
            return null;
        }
    }

    private static string Shebang(ReadOnlySpan<byte> head)
    {
        var line = head[2..Math.Min(head.Length, MaxShebang)];
        if (line.IndexOf((byte)'\n') is >= 0 and var end)
            line = line[..end];
        line = line.TrimStart(" \t"u8);
        var word = line.IndexOfAny((byte)' ', (byte)'\t');
        return Encoding.UTF8.GetString(word < 0 ? line : line[..word]);
    }

    private static string? ElfInterpreter(ReadOnlySpan<byte> head)
    {
        const int programInterpreter = 3;
        var table = BinaryPrimitives.ReadInt64LittleEndian(head[32..]);
        int size = BinaryPrimitives.ReadUInt16LittleEndian(head[54..]);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(head[56..]);
        for (var i = 0; i < count && size >= 56; i++)
        {
            var at = table + (long)i * size;
            if (at < 0 || at + size > head.Length)
                return null;
            var entry = head[(int)at..];
            if (BinaryPrimitives.ReadInt32LittleEndian(entry) != programInterpreter)
                continue;
            var offset = BinaryPrimitives.ReadInt64LittleEndian(entry[8..]);
            var length = BinaryPrimitives.ReadInt64LittleEndian(entry[32..]);
            return offset >= 0 && length > 1 && offset + length <= head.Length
                ? Encoding.UTF8.GetString(head.Slice((int)offset, (int)length - 1))
                : null;
        }

        return null;
    }

    private static string Seen(SpawnRequest request, string program) =>
        request.WorkingDirectory is { } directory && !program.StartsWith('/') ? $" in '{directory}'" : "";

    private static string Text(int errno) => Interop.ErrorText(errno);
}
