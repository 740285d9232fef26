namespace Supervision.Posix;

/// <summary>Which of a child's piped streams some bytes came from.</summary>
public enum OutputStream
{
    /// <summary>Standard output (and standard error where it is merged into it).</summary>
    Stdout,

    /// <summary>Standard error.</summary>
    Stderr,
}
