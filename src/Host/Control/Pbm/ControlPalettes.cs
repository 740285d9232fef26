namespace Supervision.Control.Pbm;

/// <summary>The palettes over the control service.</summary>
public static class ControlPalettes
{
    /// <summary>Registers <c>engine</c>, <c>group</c>, <c>event</c>, <c>log</c>, <c>config</c>, <c>system</c>, <c>cluster</c> and <c>actor</c>.</summary>
    /// <param name="host">The server.</param>
    /// <param name="control">What they ask.</param>
    /// <param name="time">Clock; null for the system's.</param>
    /// <returns>The server.</returns>
    public static PbmHost RegisterControlPalettes(this PbmHost host, ISupervisionControl control, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(control);
        host.AllEndpoints = (control as ControlService)?.Endpoints;
        host.RegisterCommandPalette(new EnginePalette(control, time ?? TimeProvider.System));
        host.RegisterCommandPalette(new GroupPalette(control));
        host.RegisterCommandPalette(new EventPalette(control));
        host.RegisterCommandPalette(new LogPalette(control));
        host.RegisterCommandPalette(new ConfigPalette(control));
        host.RegisterCommandPalette(new SystemPalette(control, host));
        host.RegisterCommandPalette(new ClusterPalette(control));
        host.RegisterCommandPalette(new ActorPalette(control));
        return host;
    }
}
