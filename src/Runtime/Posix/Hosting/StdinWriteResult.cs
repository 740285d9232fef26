namespace Supervision.Posix;

/// <summary>What became of a write to a child's standard input.</summary>
public enum StdinWriteResult
{
    /// <summary>Every byte is in the pipe.</summary>
    Written,

    /// <summary>The child closed its standard input or ended (EPIPE); a part may have been written.</summary>
    BrokenPipe,

    /// <summary>We closed it: <see cref="IChildProcess.CloseStdin"/> or dispose.</summary>
    Closed,

    /// <summary>The child's standard input is not a pipe.</summary>
    NotPiped,
}
