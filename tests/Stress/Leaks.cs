namespace Supervision.Stress;

/// <summary>Whether what has ended is gone, and whether the heap comes back to where it was.</summary>
internal sealed class Leaks
{
    private const long Slack = 24 << 20;
    private long _base;

    /// <summary>Fails if anything of the past rounds is still reachable.</summary>
    public void CheckGone(List<WeakReference> remembered)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            Collect();
            remembered.RemoveAll(static what => !what.IsAlive);
            if (remembered.Count == 0)
                return;
            if (TimeProvider.System.GetElapsedTime(start) > TimeSpan.FromSeconds(20))
                throw new ViolatedException($"still reachable after the end of their systems: {Describe(remembered)}");
            Thread.Sleep(50);
        }
    }

    /// <summary>Fails if the heap has grown since the first call; pools fill up, but not for ever.</summary>
    public void CheckHeap()
    {
        Collect();
        var size = GC.GetTotalMemory(forceFullCollection: false);
        if (_base == 0)
            _base = size;
        else if (size > (_base * 3 / 2) + Slack)
            throw new ViolatedException($"the heap grew from {_base >> 10} to {size >> 10} KiB");
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }

    private static string Describe(List<WeakReference> remembered) => string.Join(
        ", ",
        remembered.Select(what => what.Target?.GetType().Name).Where(name => name is not null).GroupBy(name => name).Select(same => $"{same.Count()} {same.Key}"));
}
