using Supervision.Actors.Heartbeats;

namespace Supervision.Actors.Events;

/// <summary>The metrics of an engine were read, or could not be.</summary>
/// <param name="Engine">Instance name.</param>
/// <param name="Group">Its group.</param>
/// <param name="Pid">Process id.</param>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="State">What they say.</param>
/// <param name="Previous">What the sample before said; null for the first one of an attempt.</param>
/// <param name="StalledFor">How long work has been in flight without progress.</param>
/// <param name="Detail">The numbers, or why there are none.</param>
public sealed record ProgressSampled(
    string Engine, string Group, int? Pid, int Attempt, ProgressState State, ProgressState? Previous, TimeSpan StalledFor, string Detail)
    : EngineEvent(Engine, Group, Pid, Attempt);

/// <summary>The liveness probe has failed often enough, but the engine is seen to work: it is busy, and stays. Told once per row of failures.</summary>
/// <param name="Engine">Instance name.</param>
/// <param name="Group">Its group.</param>
/// <param name="Pid">Process id.</param>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="Failures">Failures in a row.</param>
/// <param name="Why">The last failure.</param>
public sealed record LivenessSuppressed(string Engine, string Group, int? Pid, int Attempt, int Failures, string Why)
    : EngineEvent(Engine, Group, Pid, Attempt);

/// <summary>The engine said in words how it is (sd_notify's <c>STATUS=</c>, or with a heartbeat): its first words, then once a minute the newest, and its last.</summary>
/// <param name="Engine">Instance name.</param>
/// <param name="Group">Its group.</param>
/// <param name="Pid">Process id.</param>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="Text">Its words, 500 characters at most.</param>
public sealed record EngineStatusReported(string Engine, string Group, int? Pid, int Attempt, string Text) : EngineEvent(Engine, Group, Pid, Attempt);
