using System.Diagnostics.CodeAnalysis;
using Supervision.Event;

namespace Supervision.TestKit.Internal;

public partial class InternalEventFilterApplier
{
    /// <summary>Counts the events that a set of filters lets through and wakes whoever waits for them.</summary>
    [SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "The API of Akka.TestKit.")]
    protected class MatchedEventHandler
    {
        private readonly object _gate = new();
        private int _count;
        private TaskCompletionSource? _changed;

        /// <summary>How many events have matched.</summary>
        public int ReceivedCount
        {
            get
            {
                lock (_gate)
                {
                    return _count;
                }
            }
        }

        /// <summary>Counts an event.</summary>
        public virtual void HandleEvent(EventFilterBase eventFilter, LogEvent logEvent)
        {
            TaskCompletionSource? changed;
            lock (_gate)
            {
                _count++;
                changed = _changed;
                _changed = null;
                Monitor.PulseAll(_gate);
            }

            changed?.TrySetResult();
        }

        /// <summary>Waits until at least so many have come; false when the time is over first.</summary>
        internal bool Wait(int atLeast, TimeSpan timeout, CancellationToken cancellationToken)
        {
            var end = TestClock.Now + timeout;
            using var registration = cancellationToken.UnsafeRegister(static state => ((MatchedEventHandler)state!).Wake(), this);
            lock (_gate)
            {
                while (_count < atLeast)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    var left = end - TestClock.Now;
                    if (left <= TimeSpan.Zero)
                    {
                        return false;
                    }

                    Monitor.Wait(_gate, TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)));
                }

                return true;
            }
        }

        internal async Task<bool> WaitAsync(int atLeast, TimeSpan timeout, CancellationToken cancellationToken)
        {
            var end = TestClock.Now + timeout;
            while (true)
            {
                Task changed;
                lock (_gate)
                {
                    if (_count >= atLeast)
                    {
                        return true;
                    }

                    _changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    changed = _changed.Task;
                }

                var left = end - TestClock.Now;
                if (left <= TimeSpan.Zero)
                {
                    return false;
                }

                try
                {
                    await changed.WaitAsync(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), cancellationToken).ConfigureAwait(false);
                }
                catch (TimeoutException)
                {
                    // The loop looks once more and then sees that no time is left.
                }
            }
        }

        private void Wake()
        {
            lock (_gate)
            {
                Monitor.PulseAll(_gate);
            }
        }
    }
}
