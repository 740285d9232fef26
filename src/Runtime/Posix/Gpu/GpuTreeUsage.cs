namespace Supervision.Posix;

/// <summary>The GPU memory of one tree.</summary>
/// <param name="UsedBytes">Sum over the tree's processes that the driver names.</param>
/// <param name="Devices">Numbers of the GPUs that they use.</param>
/// <param name="Unmatched">
/// Users of any GPU that are no process we can see: with more than none, in a container, the tree may use more than is said here, and only
/// the devices' totals are certain.
/// </param>
/// <param name="IsCertain">
/// Whether the driver's pids and ours are the same numbers: we live in the initial pid namespace. Elsewhere a match may be a coincidence.
/// </param>
public readonly record struct GpuTreeUsage(long UsedBytes, IReadOnlyList<int> Devices, int Unmatched, bool IsCertain)
{
    // The driver gives pids of the initial namespace. Where we live in another one and /proc is ours, they mean nothing: NSpid lists a
    // process's pids from the namespace of /proc inwards, so it helps whoever sees more than his own namespace, and nobody else.

    /// <summary>Finds the memory of a tree's processes in a report.</summary>
    /// <param name="report">What the driver said.</param>
    /// <param name="tree">Pids of the tree as we see them.</param>
    public static GpuTreeUsage Of(GpuReport report, IEnumerable<int> tree)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(tree);
        return Of(report, [.. tree.SelectMany(NamespacePids.Of)], pid => StatFile.TryRead(pid, out _), PidNamespace.IsInitial);
    }

    internal static GpuTreeUsage Of(GpuReport report, HashSet<int> pids, Func<int, bool> isVisible, bool isCertain)
    {
        long used = 0;
        var unmatched = 0;
        var devices = new List<int>();
        foreach (var device in report.Devices)
        {
            // A process may be listed for compute and for graphics, with the same memory.
            foreach (var process in device.Processes.GroupBy(process => process.Pid))
            {
                if (!pids.Contains(process.Key))
                {
                    unmatched += isVisible(process.Key) ? 0 : 1;
                    continue;
                }

                used += process.Max(one => one.UsedBytes) ?? 0;
                if (!devices.Contains(device.Index))
                    devices.Add(device.Index);
            }
        }

        return new GpuTreeUsage(used, devices, unmatched, isCertain);
    }
}
