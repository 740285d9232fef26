namespace Supervision.Actors.Gates;

/// <summary>What the gate of one engine remembers over its attempts: the free memory of each GPU just before the last start.</summary>
internal sealed class GpuMemory
{
    public Dictionary<int, long> FreeBefore { get; } = [];

    /// <summary>Names from the configuration or the environment under which a GPU was found.</summary>
    public HashSet<string> Found { get; } = new(StringComparer.Ordinal);
}
