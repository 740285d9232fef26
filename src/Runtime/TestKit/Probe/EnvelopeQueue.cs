using System.Diagnostics.CodeAnalysis;

namespace Supervision.TestKit.Internal;

// Overview
// The queue between a test actor (any thread) and the test that examines it. A test may wait on its own thread
// or asynchronously, with a time limit and a cancellation token, and may look at the head without taking it.
// One monitor guards the queue; blocked waiters wait on the monitor itself, asynchronous ones on a completion
// source that exists only while somebody waits, so that a message costs no allocation beyond its envelope.

/// <summary>The messages that a test actor has received and the test has not examined yet.</summary>
internal sealed class EnvelopeQueue
{
    private readonly object _gate = new();
    private readonly Queue<MessageEnvelope> _queue = new();
    private TaskCompletionSource? _arrival;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _queue.Count;
            }
        }
    }

    public void Enqueue(MessageEnvelope envelope)
    {
        TaskCompletionSource? arrival;
        lock (_gate)
        {
            _queue.Enqueue(envelope);
            arrival = _arrival;
            _arrival = null;
            Monitor.PulseAll(_gate);
        }

        arrival?.TrySetResult();
    }

    public bool TryGet(bool remove, [NotNullWhen(true)] out MessageEnvelope? envelope)
    {
        lock (_gate)
        {
            return remove ? _queue.TryDequeue(out envelope) : _queue.TryPeek(out envelope);
        }
    }

    /// <summary>Waits on this thread; <see cref="Timeout.InfiniteTimeSpan"/> has no limit, zero does not wait.</summary>
    public bool Wait(TimeSpan max, bool remove, [NotNullWhen(true)] out MessageEnvelope? envelope, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var start = TestClock.Now;
        using var registration = cancellationToken.UnsafeRegister(static state => ((EnvelopeQueue)state!).Wake(), this);
        lock (_gate)
        {
            while (!(remove ? _queue.TryDequeue(out envelope) : _queue.TryPeek(out envelope)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (max == Timeout.InfiniteTimeSpan)
                {
                    Monitor.Wait(_gate);
                    continue;
                }

                var left = start + max - TestClock.Now;
                if (left <= TimeSpan.Zero)
                {
                    return false;
                }

                Monitor.Wait(_gate, RoundUp(left));
            }

            return true;
        }
    }

    /// <summary>Waits without holding a thread; the same limits as <see cref="Wait"/>.</summary>
    public async ValueTask<MessageEnvelope?> WaitAsync(TimeSpan max, bool remove, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var start = TestClock.Now;
        while (true)
        {
            Task arrival;
            lock (_gate)
            {
                if (remove ? _queue.TryDequeue(out var envelope) : _queue.TryPeek(out envelope))
                {
                    return envelope;
                }

                _arrival ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                arrival = _arrival.Task;
            }

            if (max == Timeout.InfiniteTimeSpan)
            {
                await arrival.WaitAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            var left = start + max - TestClock.Now;
            if (left <= TimeSpan.Zero)
            {
                return null;
            }

            try
            {
                await arrival.WaitAsync(RoundUp(left), cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // The loop looks once more and then sees that no time is left.
            }
        }
    }

    // Waits are in whole milliseconds; rounding down would spin through the last one.
    private static TimeSpan RoundUp(TimeSpan left) => TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds));

    private void Wake()
    {
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
        }
    }
}
