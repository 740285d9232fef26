namespace Supervision.Hosting;

/// <summary>The coordinated shutdown runs because the host stops.</summary>
public sealed class HostStopReason : CoordinatedShutdown.Reason
{
    private HostStopReason()
    {
    }

    /// <summary>The only one.</summary>
    public static HostStopReason Instance { get; } = new();

    /// <inheritdoc/>
    public override string ToString() => "the host stops";
}
