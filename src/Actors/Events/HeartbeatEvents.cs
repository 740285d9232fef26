using Supervision.Actors.Heartbeats;

namespace Supervision.Actors.Events;

/// <summary>There was evidence of life within the last heartbeat interval.</summary>
public sealed record HeartbeatReceived(string Engine, string Group, int? Pid, int Attempt) : EngineEvent(Engine, Group, Pid, Attempt);

/// <summary>There was none.</summary>
/// <param name="Engine">Instance name.</param>
/// <param name="Group">Its group.</param>
/// <param name="Pid">Process id.</param>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="Age">Age of the last evidence.</param>
/// <param name="Why">What was seen instead.</param>
public sealed record HeartbeatMissed(string Engine, string Group, int? Pid, int Attempt, TimeSpan Age, string Why)
    : EngineEvent(Engine, Group, Pid, Attempt);

/// <summary>One try of a probe ended.</summary>
/// <param name="Engine">Instance name.</param>
/// <param name="Group">Its group.</param>
/// <param name="Pid">Process id.</param>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="Kind">Which probe.</param>
/// <param name="Result">Its outcome.</param>
/// <param name="ConsecutiveFailures">Failures in a row, this try included; 0 after a success.</param>
public sealed record ProbeCompleted(string Engine, string Group, int? Pid, int Attempt, ProbeKind Kind, ProbeResult Result, int ConsecutiveFailures)
    : EngineEvent(Engine, Group, Pid, Attempt);
