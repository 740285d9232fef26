using Supervision.Actor;
using Supervision.TestKit.TestEvent;

namespace Supervision.TestKit.Internal;

/// <summary>Applies filters by publishing them to the test listener of a system.</summary>
public partial class InternalEventFilterApplier : IEventFilterApplier
{
    private readonly TestKitBase _testkit;
    private readonly ActorSystem _system;
    private readonly IReadOnlyList<EventFilterBase> _filters;

    /// <summary>For <see cref="EventFilterFactory"/>.</summary>
    public InternalEventFilterApplier(TestKitBase testkit, ActorSystem system, IReadOnlyList<EventFilterBase> filters)
    {
        _testkit = testkit;
        _system = system;
        _filters = filters;
    }

    /// <inheritdoc/>
    public EventFilterFactory And => new(_testkit, _system, _filters);

    /// <inheritdoc/>
    public IUnmutableFilter Mute()
    {
        _system.EventStream.Publish(new Mute(_filters));
        return new InternalUnmutableFilter(_filters, _system);
    }

    /// <summary>Runs a function with the filters in force and checks how many events they let through.</summary>
    /// <param name="func">The function.</param>
    /// <param name="system">The system whose log events count.</param>
    /// <param name="timeout">How long to wait for the events afterwards; null for <c>akka.test.filter-leeway</c>.</param>
    /// <param name="expectedOccurrences">How many must come; null for any number.</param>
    /// <param name="matchedEventHandler">Counts them; null for one made here.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    protected T Intercept<T>(
        Func<T> func,
        ActorSystem system,
        TimeSpan? timeout,
        int? expectedOccurrences,
        MatchedEventHandler? matchedEventHandler = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(func);
        var handler = matchedEventHandler ?? new MatchedEventHandler();
        using var session = new Session(_filters, system, handler);
        var result = func();
        var limit = LimitOf(timeout);
        if (!AwaitDone(limit, expectedOccurrences, handler, cancellationToken))
        {
            Fail(handler.ReceivedCount, expectedOccurrences, limit);
        }

        return result;
    }

    /// <inheritdoc cref="Intercept{T}(Func{T}, ActorSystem, TimeSpan?, int?, MatchedEventHandler?, CancellationToken)"/>
    protected async Task<T> InterceptAsync<T>(
        Func<Task<T>> func,
        ActorSystem system,
        TimeSpan? timeout,
        int? expectedOccurrences,
        MatchedEventHandler? matchedEventHandler = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(func);
        var handler = matchedEventHandler ?? new MatchedEventHandler();
        using var session = new Session(_filters, system, handler);
        var result = await func().ConfigureAwait(false);
        var limit = LimitOf(timeout);
        if (!await AwaitDoneAsync(limit, expectedOccurrences, handler, cancellationToken).ConfigureAwait(false))
        {
            Fail(handler.ReceivedCount, expectedOccurrences, limit);
        }

        return result;
    }

    /// <summary>Waits for a number of events; null does not wait, 0 waits for the whole time.</summary>
    /// <returns>True when exactly so many have come.</returns>
    protected bool AwaitDone(
        TimeSpan timeout, int? expectedOccurrences, MatchedEventHandler matchedEventHandler, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(matchedEventHandler);
        if (expectedOccurrences is { } count)
        {
            matchedEventHandler.Wait(AtLeast(count), timeout, cancellationToken);
            return matchedEventHandler.ReceivedCount == count;
        }

        return true;
    }

    /// <inheritdoc cref="AwaitDone"/>
    protected async Task<bool> AwaitDoneAsync(
        TimeSpan timeout, int? expectedOccurrences, MatchedEventHandler matchedEventHandler, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(matchedEventHandler);
        if (expectedOccurrences is { } count)
        {
            await matchedEventHandler.WaitAsync(AtLeast(count), timeout, cancellationToken).ConfigureAwait(false);
            return matchedEventHandler.ReceivedCount == count;
        }

        return true;
    }

    /// <summary>A number of messages in words.</summary>
    protected static string GetMessageString(int number) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{number} {(number == 1 ? "message" : "messages")}");

    private T Intercept<T>(Func<T> func, TimeSpan? timeout, int? expected, CancellationToken cancellationToken) =>
        Intercept(func, _system, timeout, expected, null, cancellationToken);

    private Task<T> InterceptAsync<T>(Func<Task<T>> func, TimeSpan? timeout, int? expected, CancellationToken cancellationToken) =>
        InterceptAsync(func, _system, timeout, expected, null, cancellationToken);

    // Expecting nothing means listening for the whole time, up to the first event that should not be.
    private static int AtLeast(int expected) => Math.Max(expected, 1);

    private TimeSpan LimitOf(TimeSpan? timeout) => _testkit.Dilated(timeout ?? _testkit.TestKitSettings.TestEventFilterLeeway);

    private void Fail(int actual, int? expected, TimeSpan limit)
    {
        var filters = string.Join(" or ", _filters.Select(filter => $"[{filter}]"));
        _testkit.Assertions.Fail(actual < expected
            ? $"Timeout ({limit}) while waiting for log events: received {actual} of {expected} that match {filters}."
            : $"Received {GetMessageString(actual - (expected ?? 0))} too many. Expected {expected} that match {filters}, received {actual}.");
    }

    /// <summary>The filters are in force while one of these lives.</summary>
    private sealed class Session : IDisposable
    {
        private readonly IReadOnlyList<EventFilterBase> _filters;
        private readonly ActorSystem _system;
        private readonly MatchedEventHandler _handler;

        public Session(IReadOnlyList<EventFilterBase> filters, ActorSystem system, MatchedEventHandler handler)
        {
            _filters = filters;
            _system = system;
            _handler = handler;
            foreach (var filter in filters)
            {
                filter.EventMatched += handler.HandleEvent;
            }

            system.EventStream.Publish(new Mute(filters));
        }

        public void Dispose()
        {
            foreach (var filter in _filters)
            {
                filter.EventMatched -= _handler.HandleEvent;
            }

            _system.EventStream.Publish(new Unmute(_filters));
        }
    }

    /// <summary>Ends what <see cref="Mute()"/> began.</summary>
    protected class InternalUnmutableFilter : IUnmutableFilter
    {
        private readonly IReadOnlyCollection<EventFilterBase> _filters;
        private readonly ActorSystem _system;
        private int _unmuted;

        /// <summary>Of filters that are in force.</summary>
        public InternalUnmutableFilter(IReadOnlyCollection<EventFilterBase> filters, ActorSystem system)
        {
            _filters = filters;
            _system = system;
        }

        /// <inheritdoc/>
        public void Unmute()
        {
            if (Interlocked.Exchange(ref _unmuted, 1) == 0)
            {
                _system.EventStream.Publish(new Unmute(_filters));
            }
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        /// <summary>Unmutes.</summary>
        protected virtual void Dispose(bool disposing)
        {
            if (disposing)
            {
                Unmute();
            }
        }
    }
}
