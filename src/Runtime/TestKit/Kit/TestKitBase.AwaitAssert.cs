using Supervision.TestKit.Internal;

namespace Supervision.TestKit;

public abstract partial class TestKitBase
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs the assertions again and again until they pass; when the time is over, the last failure is thrown.</summary>
    /// <param name="assertion">The assertions.</param>
    /// <param name="duration">The limit, dilated.</param>
    /// <param name="interval">The time between two runs, 100 ms by default; more than zero.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public void AwaitAssert(
        Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(assertion);
        var poll = Interval(interval);
        var end = Now + RemainingOrDilated(duration);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                assertion();
                return;
            }
            catch (Exception) when (Now < end)
            {
                // It may pass the next time.
            }

            TestClock.Pause(Left(end).Min(poll), cancellationToken);
        }
    }

    /// <inheritdoc cref="AwaitAssert(Action, TimeSpan?, TimeSpan?, CancellationToken)"/>
    public Task AwaitAssertAsync(
        Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(assertion);
        return AwaitAssertAsync(
            () =>
            {
                assertion();
                return Task.CompletedTask;
            },
            duration,
            interval,
            cancellationToken);
    }

    /// <inheritdoc cref="AwaitAssert(Action, TimeSpan?, TimeSpan?, CancellationToken)"/>
    public async Task AwaitAssertAsync(
        Func<Task> assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(assertion);
        var poll = Interval(interval);
        var end = Now + RemainingOrDilated(duration);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await assertion();
                return;
            }
            catch (Exception) when (Now < end)
            {
                // It may pass the next time.
            }

            // On the test's own context: the assertions may tell actors things, and the sender is then the test actor.
            await Task.Delay(Left(end).Min(poll), cancellationToken);
        }
    }

    private static TimeSpan Interval(TimeSpan? interval)
    {
        var poll = interval ?? PollInterval;
        poll.EnsureIsPositiveFinite(nameof(interval));
        return poll;
    }
}
