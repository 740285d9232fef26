using Supervision.Actors.Engines;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Groups;

/// <summary>What a group knows of one of its engines.</summary>
internal sealed class EngineEntry(EngineSettings settings, int order, IActorRef actor, EngineStatus status) : ChildEntry(settings.Name, order, actor)
{
    public EngineSettings Settings { get; set; } = settings;

    public EngineStatus Status { get; set; } = status;

    public required RestartBudget Budget { get; init; }

    public required BackoffState Backoff { get; init; }

    /// <summary>When the waiting for what stands in the way of its start began, on the monotonic clock; null where it does not wait.</summary>
    public long? WaitingSince { get; set; }

    /// <summary>Errors of the supervising code in this engine's actor; a few are survived, more are a bug that must be seen.</summary>
    public required RestartBudget InternalErrors { get; init; }

    /// <summary>Failures alike before the engine was ready.</summary>
    public SameFailures SameFailures { get; } = new();

    /// <summary>When it is tried again after it was given up on.</summary>
    public DateTimeOffset? RetryAt { get; set; }

    /// <summary>The attempt that was its last one then.</summary>
    public int RetryFrom { get; set; }

    /// <summary>Its start was asked for and has not begun: until then FATAL is what it was before.</summary>
    public bool IsStartAsked { get; set; }

    /// <summary>Its own end was seen; counted once.</summary>
    public bool HasEnded { get; set; }

    public override bool IsWantedUp => Status.Desired == DesiredState.Up && !IsLeaving;
}
