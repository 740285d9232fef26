namespace Supervision.Actors.Settings;

/// <summary>How an engine is stopped (<c>stop</c>): not ready, wait, signal, grace, KILL, then proof that its tree is empty.</summary>
public sealed record StopSettings
{
    /// <summary>The first signal, sent to the engine's process group; a number of the running system. Default 15 (TERM).</summary>
    public int Signal { get; init; } = 15;

    /// <summary>How long the engine stays up as not ready before the signal, so that balancers notice. Default 0.</summary>
    public TimeSpan PreStop { get; init; }

    /// <summary>Grace between the signal and KILL. Default 45 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>How long to wait after KILL for the tree to be empty before the engine is reported as unkillable. Default 10 s.</summary>
    public TimeSpan KillTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
