namespace Supervision.Actors.Settings;

/// <summary>What happens to an engine's output (<c>logs</c>).</summary>
public sealed record EngineLogSettings
{
    /// <summary>Whether standard output is forwarded to the daemon's log; it is captured for failure reports in any case. Default true (<c>inherit</c>).</summary>
    public bool ForwardStdout { get; init; } = true;

    /// <summary>The same for standard error. Default true (<c>inherit</c>).</summary>
    public bool ForwardStderr { get; init; } = true;

    /// <summary>How many last lines are kept per attempt and shown with a failure; 0 to 1000. Default 20.</summary>
    public int KeepLines { get; init; } = 20;

    /// <summary>Longest line in bytes; a longer one is cut into pieces of this size. 256 to 1 MiB. Default 16 KiB.</summary>
    public int MaxLine { get; init; } = 16 * 1024;
}
