namespace Supervision.Pbm;

/// <summary>Why a file cannot be used, without the path, which whoever tells it names himself.</summary>
internal static class FileProblem
{
    /// <summary>A few words.</summary>
    /// <param name="error">What opening, reading or writing threw.</param>
    public static string Of(Exception error) => error switch
    {
        FileNotFoundException => "there is no such file",
        DirectoryNotFoundException => "there is no such folder",
        UnauthorizedAccessException => "permission denied, or it is a folder",
        // The system's words have the path behind them: "No space left on device : '/x'".
        IOException when error.Message.IndexOf(" : '", StringComparison.Ordinal) is > 0 and var end => error.Message[..end],
        _ => error.Message,
    };
}
