namespace Supervision.Actors.Events;

/// <summary>Resident memory of the engine's whole process tree.</summary>
/// <param name="Engine">Instance name.</param>
/// <param name="Group">Its group.</param>
/// <param name="Pid">Process id.</param>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="Rss">Bytes.</param>
/// <param name="Processes">Living processes of the tree.</param>
public sealed record MemorySampled(string Engine, string Group, int? Pid, int Attempt, long Rss, int Processes) : EngineEvent(Engine, Group, Pid, Attempt);

/// <summary>The limit was exceeded for the sustain time. Published once per excess.</summary>
/// <param name="Engine">Instance name.</param>
/// <param name="Group">Its group.</param>
/// <param name="Pid">Process id.</param>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="Rss">Bytes.</param>
/// <param name="Limit">Bytes.</param>
/// <param name="For">How long it has been exceeded.</param>
public sealed record MemoryExceeded(string Engine, string Group, int? Pid, int Attempt, long Rss, long Limit, TimeSpan For)
    : EngineEvent(Engine, Group, Pid, Attempt);
