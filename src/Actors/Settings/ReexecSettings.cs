namespace Supervision.Actors.Settings;

/// <summary>The replacement of the daemon's program while engines run on (<c>reexec</c>).</summary>
public sealed record ReexecSettings
{
    /// <summary>How long to wait for engines that start or stop, and for restarts and reloads under way, before it is refused. Default 30 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}
