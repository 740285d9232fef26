namespace Supervision.Actors.Events;

/// <summary>An event of one engine instance.</summary>
/// <param name="Engine">Instance name.</param>
/// <param name="Group">Its group.</param>
/// <param name="Pid">Process id of the attempt's leader; null where there is no process yet, or none any more.</param>
/// <param name="Attempt">Number of the attempt, from 1; 0 before the first spawn.</param>
public abstract record EngineEvent(string Engine, string Group, int? Pid, int Attempt) : SupervisionEvent;
