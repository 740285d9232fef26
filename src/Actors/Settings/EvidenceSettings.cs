using System.Collections.Immutable;

namespace Supervision.Actors.Settings;

/// <summary>What is written down before an engine is stopped because it hangs or is unhealthy (<c>evidence</c>).</summary>
public sealed record EvidenceSettings
{
    /// <summary>Where, in one folder for each incident; empty, the default, is nowhere.</summary>
    public string Directory { get; init; } = "";

    /// <summary>Bytes that all folders may take; the oldest are removed. Default 100 MiB.</summary>
    public long MaxSize { get; init; } = 100L << 20;

    /// <summary>Folders older than this are removed; 0, the default, is never.</summary>
    public TimeSpan MaxAge { get; init; }

    /// <summary>How long gathering may delay the kill. Default 10 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A signal that makes the engine write where it is, sent to its leader; null, the default, for none.</summary>
    public int? Signal { get; init; }

    /// <summary>Commands to run, as the daemon's user; <c>%(pid)</c> is the leader's process id. Default none.</summary>
    public ImmutableArray<ImmutableArray<string>> Commands { get; init; } = [];
}
