namespace Supervision.Posix;

/// <summary>A gate that threads wait at while it is closed. Thread-safe; holds nothing that has to be disposed.</summary>
internal sealed class RestGate(bool isOpen)
{
    private readonly object _gate = new();
    private bool _isOpen = isOpen;

    internal void Open()
    {
        lock (_gate)
        {
            _isOpen = true;
            Monitor.PulseAll(_gate);
        }
    }

    internal void Close()
    {
        lock (_gate)
            _isOpen = false;
    }

    /// <summary>Waits until it is open.</summary>
    internal void Await()
    {
        lock (_gate)
        {
            while (!_isOpen)
                Monitor.Wait(_gate);
        }
    }

    /// <summary>The same, for so long at most; false where it stayed closed.</summary>
    internal bool Await(TimeSpan bound)
    {
        var deadline = Environment.TickCount64 + (long)bound.TotalMilliseconds;
        lock (_gate)
        {
            while (!_isOpen)
            {
                var left = deadline - Environment.TickCount64;
                if (left <= 0 || !Monitor.Wait(_gate, (int)Math.Min(left, int.MaxValue)))
                    return _isOpen;
            }

            return true;
        }
    }
}
