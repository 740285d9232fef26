using Supervision.Posix;

namespace Supervision.Actors.Events;

/// <summary>One line that an engine wrote.</summary>
/// <param name="Engine">Instance name.</param>
/// <param name="Group">Its group.</param>
/// <param name="Pid">Process id of the leader.</param>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="Stream">Where it was written.</param>
/// <param name="Line">The text without its line end; bytes that are not UTF-8 are replaced.</param>
public sealed record EngineOutput(string Engine, string Group, int? Pid, int Attempt, OutputStream Stream, string Line)
    : EngineEvent(Engine, Group, Pid, Attempt);

/// <summary>Lines were dropped because their reader was too slow; the engine was not held up.</summary>
/// <param name="Engine">Instance name.</param>
/// <param name="Group">Its group.</param>
/// <param name="Pid">Process id of the leader.</param>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="Lines">How many since the last such event.</param>
public sealed record EngineOutputDropped(string Engine, string Group, int? Pid, int Attempt, long Lines) : EngineEvent(Engine, Group, Pid, Attempt);
