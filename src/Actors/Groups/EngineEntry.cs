using Supervision.Actors.Engines;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Groups;

/// <summary>What a group knows of one of its engines.</summary>
internal sealed class EngineEntry(EngineSettings settings, int order, IActorRef actor, EngineStatus status, RestartBudget budget, BackoffState backoff)
{
    public EngineSettings Settings { get; } = settings;

    /// <summary>Position in the start order.</summary>
    public int Order { get; } = order;

    public IActorRef Actor { get; } = actor;

    public EngineStatus Status { get; set; } = status;

    public IReadOnlyList<string> Survivors { get; set; } = [];

    public RestartBudget Budget { get; } = budget;

    public BackoffState Backoff { get; } = backoff;

    /// <summary>When the waiting for what stands in the way of its start began, on the monotonic clock; null where it does not wait.</summary>
    public long? WaitingSince { get; set; }

    /// <summary>Errors of the supervising code in this engine's actor; a few are survived, more are a bug that must be seen.</summary>
    public required RestartBudget InternalErrors { get; init; }
}
