using Supervision.Pattern;

namespace Supervision.TestKit;

/// <summary>A circuit breaker with a latch for each change of its state.</summary>
public class TestBreaker
{
    /// <summary>Watches the breaker.</summary>
    public TestBreaker(CircuitBreaker instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        Instance = instance;
        instance.OnOpen(() => Signal(OpenLatch));
        instance.OnHalfOpen(() => Signal(HalfOpenLatch));
        instance.OnClose(() => Signal(ClosedLatch));
    }

    /// <summary>Set when the breaker has opened once.</summary>
    public CountdownEvent OpenLatch { get; } = new(1);

    /// <summary>Set when the breaker has half opened once.</summary>
    public CountdownEvent HalfOpenLatch { get; } = new(1);

    /// <summary>Set when the breaker has closed once.</summary>
    public CountdownEvent ClosedLatch { get; } = new(1);

    /// <summary>The breaker.</summary>
    public CircuitBreaker Instance { get; }

    private static void Signal(CountdownEvent latch)
    {
        if (!latch.IsSet)
        {
            latch.Signal();
        }
    }
}
