namespace Supervision.Actors.Messages;

/// <summary>What the system says of a file, for a message that names the file itself: without the path, and with what helps.</summary>
internal static class FileProblem
{
    private const string Denied = "Permission denied";

    /// <param name="error">An <see cref="IOException"/>, that of a file that is too large, or <see cref="UnauthorizedAccessException"/>.</param>
    /// <param name="path">The file that was meant; empty where it is a directory.</param>
    public static string Of(Exception error, string path)
    {
        // "No space left on device : '/tmp/x'"
        var end = error.Message.IndexOf(" : '", StringComparison.Ordinal);
        var said = end > 0 ? error.Message[..end] : error.Message;
        return error switch
        {
            FileNotFoundException => "there is no such file or directory",
            ArgumentOutOfRangeException => Of("File too large"),
            DirectoryNotFoundException => Of("No such file or directory"),
            UnauthorizedAccessException when Directory.Exists(path) => "it is a directory; name a file",
            UnauthorizedAccessException => Of(Denied),
            _ => Of(said),
        };
    }

    /// <param name="said">The system's words for it.</param>
    public static string Of(string said) => said switch
    {
        "No such file or directory" => "its directory does not exist; make it, or choose another path",
        Denied => "permission denied; give the user of this program access to it, or choose another path",
        "No space left on device" or "Disk quota exceeded" => $"{said}; make room on its file system, or choose another path",
        "Read-only file system" => $"{said}; choose a path that can be written",
        "Too many open files" => $"{said}; raise the limit (ulimit -n, LimitNOFILE=)",
        "File too large" => $"{said}; raise the limit (ulimit -f, LimitFSIZE=)",
        _ => said,
    };
}
