namespace Supervision.Posix;

/// <summary>
/// Processes that were re-parented to this one and that no engine owns: daemons that left their session, forgot their parent and cleared
/// their environment, so that nothing tells whose they are. Only for a process whose children are engines alone; the unknown children
/// of a host with other business are not ours to end.
/// </summary>
public static class Strangers
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(10);

    /// <summary>Kills them and those that their end brings to light, until there are none.</summary>
    /// <param name="bound">How long to go on.</param>
    /// <param name="time">Clock.</param>
    /// <returns>What is left when the time is over; normally empty.</returns>
    /// <exception cref="PlatformNotSupportedException">Not on Linux.</exception>
    public static async Task<IReadOnlyList<TreeMember>> EndAsync(TimeSpan bound, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        var table = new ProcessTable();
        var begun = time.GetTimestamp();
        while (true)
        {
            var found = Find(table);
            if (found.Count == 0 || time.GetElapsedTime(begun) >= bound)
                return found;
            await Task.Delay(LookAgain, time).ConfigureAwait(false);
        }
    }

    private static List<TreeMember> Find(ProcessTable table)
    {
        var found = new List<TreeMember>();

        // The gate keeps a child between its birth and its registration from being taken for a stranger.
        lock (ChildRegistry.SpawnGate)
        {
            table.Refresh();
            foreach (var sample in table.ChildrenOf(Environment.ProcessId))
            {
                if (sample.State is 'Z' or 'X' || ChildRegistry.Unreaped.ContainsKey(sample.Pid))
                    continue;
                found.Add(new TreeMember(sample.Pid, sample.ParentPid, sample.Name, sample.State, sample.StartTime));
                _ = Interop.Kill(sample.Pid, Signals.Kill);
            }
        }

        return found;
    }
}
