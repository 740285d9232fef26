namespace Supervision.Actors.Settings;

/// <summary>Commands around starts and stops of an engine (<c>hooks</c>).</summary>
public sealed record HookSettings
{
    /// <summary>After the gates, before each start; its failure fails the attempt by default.</summary>
    public HookCommand PreStart { get; init; } = new() { FailureCounts = true };

    /// <summary>When the engine is ready for the first time in an attempt.</summary>
    public HookCommand PostStart { get; init; } = new();

    /// <summary>When a stop was asked for, while the engine is not ready any more and before the signal.</summary>
    public HookCommand PreStop { get; init; } = new();

    /// <summary>When no process of an attempt is left, before STOPPED or the next attempt.</summary>
    public HookCommand PostStop { get; init; } = new();
}
