namespace Supervision.Actors.Engines;

/// <summary>A snapshot of one engine.</summary>
/// <param name="Name">Instance name.</param>
/// <param name="Group">Its group.</param>
/// <param name="State">Its state.</param>
/// <param name="Desired">What was last asked of it.</param>
/// <param name="Readiness">Whether it serves.</param>
/// <param name="Pid">Process id; null where there is no process.</param>
/// <param name="Attempt">Number of the attempt, from 1; 0 before the first.</param>
/// <param name="Since">When the state was entered, UTC.</param>
/// <param name="LastFailure">The last failure; null where there was none.</param>
public sealed record EngineStatus(
    string Name, string Group, EngineState State, DesiredState Desired, Readiness Readiness, int? Pid, int Attempt, DateTimeOffset Since,
    EngineFailure? LastFailure)
{
    /// <summary>How the engine says it is, in its own words (sd_notify's <c>STATUS=</c>) of the current attempt or the last one; null where it said nothing.</summary>
    public string? StatusText { get; init; }
}
