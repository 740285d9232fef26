namespace Supervision.TestKit;

/// <summary>A meeting point: everybody who waits goes on when the last one arrives.</summary>
public class TestBarrier
{
    /// <summary>The limit of barriers of kits that are not configured otherwise.</summary>
    [Obsolete("This field will be removed in future versions.")]
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    private readonly TestKitBase _testKit;
    private readonly int _count;
    private readonly TimeSpan _defaultTimeout;
    private readonly object _gate = new();
    private Meeting _meeting;

    /// <summary>A barrier for a number of threads.</summary>
    /// <param name="testKit">Scales the limits.</param>
    /// <param name="count">How many have to arrive, at least one.</param>
    /// <param name="defaultTimeout">The limit of <see cref="Await()"/>; without it the kit's default timeout.</param>
    public TestBarrier(TestKitBase testKit, int count, TimeSpan? defaultTimeout = null)
    {
        ArgumentNullException.ThrowIfNull(testKit);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        _testKit = testKit;
        _count = count;
        _defaultTimeout = defaultTimeout ?? testKit.TestKitSettings.DefaultTimeout;
        _meeting = new Meeting(count);
    }

    /// <summary>Waits for the others with the barrier's own limit.</summary>
    /// <exception cref="TimeoutException">Not everybody came in time.</exception>
    public void Await() => Await(_defaultTimeout);

    /// <summary>Waits for the others.</summary>
    /// <param name="timeout">The limit, scaled by the kit's time factor.</param>
    /// <exception cref="TimeoutException">Not everybody came in time.</exception>
    public void Await(TimeSpan timeout)
    {
        var limit = _testKit.Dilated(timeout);
        var end = Internal.TestClock.Now + limit;
        lock (_gate)
        {
            var meeting = _meeting;
            if (--meeting.Missing == 0)
            {
                _meeting = new Meeting(_count);
                Monitor.PulseAll(_gate);
                return;
            }

            while (meeting.Missing > 0)
            {
                var rest = end - Internal.TestClock.Now;
                if (rest <= TimeSpan.Zero)
                {
                    throw new TimeoutException($"Timeout of {limit}: {meeting.Missing} of {_count} did not come to the barrier.");
                }

                Monitor.Wait(_gate, TimeSpan.FromMilliseconds(Math.Ceiling(rest.TotalMilliseconds)));
            }
        }
    }

    /// <summary>Lets everybody who waits go on, and starts anew.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _meeting.Missing = 0;
            _meeting = new Meeting(_count);
            Monitor.PulseAll(_gate);
        }
    }

    private sealed class Meeting(int missing)
    {
        public int Missing { get; set; } = missing;
    }
}
