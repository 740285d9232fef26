namespace Supervision.TestKit;

/// <summary>A gate that opens when it has been counted down; unlike <see cref="CountdownEvent"/>, more counts are harmless.</summary>
public class TestLatch
{
    /// <summary>The limit of latches that were not given one.</summary>
    [Obsolete("This field will be removed. TestKitSettings.DefaultTimeout is an alternative.")]
    public static readonly TimeSpan DefaultTimeout = OwnTimeout;

    private readonly Func<TimeSpan, TimeSpan> _dilate;
    private readonly TimeSpan _defaultTimeout;
    private readonly int _count;
    private readonly object _gate = new();
    private int _left;

    private static TimeSpan OwnTimeout => TimeSpan.FromSeconds(5);

    /// <summary>A latch that opens at the first count.</summary>
    public TestLatch()
        : this(1)
    {
    }

    /// <summary>A latch with a time limit of 5 seconds.</summary>
    /// <param name="count">How many counts open it.</param>
    public TestLatch(int count)
        : this(count, OwnTimeout)
    {
    }

    /// <summary>A latch with its own time limit for <see cref="Ready()"/>.</summary>
    public TestLatch(int count, TimeSpan defaultTimeout)
        : this(static duration => duration, defaultTimeout, count)
    {
    }

    /// <summary>A latch whose limits are scaled by <paramref name="dilate"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    protected internal TestLatch(Func<TimeSpan, TimeSpan> dilate, TimeSpan defaultTimeout, int count)
    {
        ArgumentNullException.ThrowIfNull(dilate);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        _dilate = dilate;
        _defaultTimeout = defaultTimeout;
        _count = count;
        _left = count;
    }

    /// <summary>True once all counts have come in.</summary>
    public bool IsOpen
    {
        get
        {
            lock (_gate)
            {
                return _left == 0;
            }
        }
    }

    /// <summary>Counts once; the last one opens the latch.</summary>
    public void CountDown()
    {
        lock (_gate)
        {
            if (_left > 0 && --_left == 0)
            {
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>Opens the latch whatever is left.</summary>
    public void Open()
    {
        lock (_gate)
        {
            _left = 0;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits for the latch to open.</summary>
    /// <param name="timeout">The limit, scaled by the kit's time factor.</param>
    /// <exception cref="ArgumentException">The limit is not positive and finite.</exception>
    /// <exception cref="TimeoutException">It did not open in time.</exception>
    public void Ready(TimeSpan timeout)
    {
        Internal.TimeSpanExtensions.EnsureIsPositiveFinite(timeout, nameof(timeout));
        var limit = _dilate(timeout);
        var end = Internal.TestClock.Now + limit;
        lock (_gate)
        {
            while (_left > 0)
            {
                var rest = end - Internal.TestClock.Now;
                if (rest <= TimeSpan.Zero)
                {
                    throw new TimeoutException($"Timeout of {limit}: the latch still needs {_left} of {_count} counts.");
                }

                Monitor.Wait(_gate, TimeSpan.FromMilliseconds(Math.Ceiling(rest.TotalMilliseconds)));
            }
        }
    }

    /// <summary>Waits with the latch's own limit.</summary>
    /// <exception cref="TimeoutException">It did not open in time.</exception>
    public void Ready() => Ready(_defaultTimeout);

    /// <summary>Closes the latch with all its counts.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _left = _count;
        }
    }
}
