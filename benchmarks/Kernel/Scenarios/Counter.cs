namespace Supervision.Kernel.Benchmarks;

/// <summary>Counts down from many threads, and signals at zero.</summary>
internal sealed class Counter(int count, TaskCompletionSource signal)
{
    private int _left = count;

    public void Signal()
    {
        if (Interlocked.Decrement(ref _left) == 0)
            signal.SetResult();
    }
}
