using Supervision.Posix;

namespace Supervision.Actors.Logs;

/// <summary>One captured line.</summary>
internal readonly record struct OutputLine(OutputStream Stream, string Text);

/// <summary>The lines of one read, on their way to the log actor.</summary>
internal sealed record OutputLines(OutputCapture Source, int Pid, int Attempt, IReadOnlyList<OutputLine> Lines, long Dropped);

/// <summary>Asks the log actor to answer once everything sent before has been passed on.</summary>
internal sealed record FlushLogs
{
    public static FlushLogs Instance { get; } = new();
}

/// <summary>The answer to <see cref="FlushLogs"/>.</summary>
internal sealed record LogsFlushed
{
    public static LogsFlushed Instance { get; } = new();
}
