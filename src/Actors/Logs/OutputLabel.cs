using Supervision.Posix;

namespace Supervision.Actors.Logs;

/// <summary>Whose lines they are.</summary>
/// <param name="Engine">Instance name.</param>
/// <param name="Group">Its group.</param>
/// <param name="Pid">Process id of the leader.</param>
/// <param name="Attempt">Number of the attempt, from 1.</param>
/// <param name="Stream">Where they were written.</param>
public sealed record OutputLabel(string Engine, string Group, int Pid, int Attempt, OutputStream Stream)
{
    /// <summary><c>stdout</c> or <c>stderr</c>.</summary>
    public string StreamName => Stream == OutputStream.Stderr ? "stderr" : "stdout";
}
