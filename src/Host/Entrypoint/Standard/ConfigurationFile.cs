using Supervision.Actors.Messages;

namespace Supervision.Entrypoint.Standard;

/// <summary>Writes files whole or not at all: under another name first, which then takes the place, so that no link is followed.</summary>
internal static class ConfigurationFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public const UnixFileMode Readable = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public const UnixFileMode Executable = OwnerOnly | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Writes one file and makes the directories that lead to it.</summary>
    /// <returns>What went wrong; null where nothing did.</returns>
    public static string? Write(string path, string text, UnixFileMode mode = OwnerOnly)
    {
        string temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } directory)
                Directory.CreateDirectory(directory);
            if (IsSpecial(path))
            {
                File.WriteAllText(path, text);
                return null;
            }
            File.Delete(temporary);
            using (var stream = new FileStream(temporary, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = mode }))
            using (var writer = new StreamWriter(stream))
                writer.Write(text);
            // Whatever the mask of file modes left out.
            File.SetUnixFileMode(temporary, mode);
            File.Move(temporary, path, overwrite: true);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            TryDelete(temporary);
            return $"{path} cannot be written: {FileProblem.Of(error, path)}";
        }
    }

    public static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // It stays; nothing depends on it.
        }
    }

    // A device or pipe, such as /dev/stdout, is written to and never replaced.
    private static bool IsSpecial(string path) => path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal);
}
