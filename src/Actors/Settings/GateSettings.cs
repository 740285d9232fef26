using System.Collections.Immutable;

namespace Supervision.Actors.Settings;

/// <summary>What must hold before each start of an engine (<c>gates</c>).</summary>
public sealed record GateSettings
{
    /// <summary>TCP ports that nobody may listen on; null, the default, for those of the command (<c>--port N</c>).</summary>
    public ImmutableArray<int>? PortFree { get; init; }

    /// <summary>Room on a disk.</summary>
    public DiskGateSettings Disk { get; init; } = new();

    /// <summary>Files to be removed before a start, as absolute paths whose last part may hold <c>*</c> and <c>?</c>. Default none.</summary>
    public ImmutableArray<string> ShmClean { get; init; } = [];

    /// <summary>A command that must exit with 0; empty, the default, for none.</summary>
    public ImmutableArray<string> Command { get; init; } = [];

    /// <summary>How long ports, disk and command may take, each. Default 60 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Memory of the GPUs.</summary>
    public GpuGateSettings Gpu { get; init; } = new();
}
