namespace Supervision.Actors.Events;

/// <summary>The engine serves: its startup and readiness probes succeeded, or it has none and runs.</summary>
/// <param name="Engine">Instance name.</param>
/// <param name="Group">Its group.</param>
/// <param name="Pid">Process id.</param>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="After">Time since the spawn.</param>
public sealed record EngineReady(string Engine, string Group, int? Pid, int Attempt, TimeSpan After) : EngineEvent(Engine, Group, Pid, Attempt);

/// <summary>The engine runs but does not serve (any more).</summary>
/// <param name="Engine">Instance name.</param>
/// <param name="Group">Its group.</param>
/// <param name="Pid">Process id.</param>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="Why">One phrase.</param>
public sealed record EngineNotReady(string Engine, string Group, int? Pid, int Attempt, string Why) : EngineEvent(Engine, Group, Pid, Attempt);

/// <summary>A start was asked for and is held back until what the engine depends on has come up.</summary>
/// <param name="Engine">Instance name.</param>
/// <param name="Group">Its group.</param>
/// <param name="Pid">Null.</param>
/// <param name="Attempt">Number of the last attempt; 0 before the first.</param>
/// <param name="For">What it waits for, for example <c>db ready (backoff)</c>.</param>
public sealed record EngineWaiting(string Engine, string Group, int? Pid, int Attempt, string For) : EngineEvent(Engine, Group, Pid, Attempt);
