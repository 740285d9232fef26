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

    private T Intercept<T>(Func<T> func, TimeSpan? timeout, int? expected, CancellationToken cancellationToken)
    {
        using var session = new Session(this);
        var result = func();
        if (expected is { } count)
        {
            var limit = LimitOf(timeout);
            session.Counter.Wait(AtLeast(count), limit, cancellationToken);
            Check(session.Counter.Count, count, limit);
        }

        return result;
    }

    private async Task<T> InterceptAsync<T>(Func<Task<T>> func, TimeSpan? timeout, int? expected, CancellationToken cancellationToken)
    {
        using var session = new Session(this);
        var result = await func().ConfigureAwait(false);
        if (expected is { } count)
        {
            var limit = LimitOf(timeout);
            await session.Counter.WaitAsync(AtLeast(count), limit, cancellationToken).ConfigureAwait(false);
            Check(session.Counter.Count, count, limit);
        }

        return result;
    }

    // Expecting nothing means listening for the whole time, up to the first event that should not be.
    private static int AtLeast(int expected) => Math.Max(expected, 1);

    private TimeSpan LimitOf(TimeSpan? timeout) => _testkit.Dilated(timeout ?? _testkit.TestKitSettings.TestEventFilterLeeway);

    private void Check(int actual, int expected, TimeSpan limit)
    {
        if (actual == expected)
        {
            return;
        }

        var filters = string.Join(" or ", _filters.Select(filter => $"[{filter}]"));
        _testkit.Assertions.Fail(actual < expected
            ? $"Timeout ({limit}) while waiting for log events: received {actual} of {expected} that match {filters}."
            : $"Received {actual - expected} {(actual - expected == 1 ? "message" : "messages")} too many. Expected {expected} that match {filters}, received {actual}.");
    }

    /// <summary>The filters are in force while one of these lives.</summary>
    private sealed class Session : IDisposable
    {
        private readonly InternalEventFilterApplier _applier;

        public Session(InternalEventFilterApplier applier)
        {
            _applier = applier;
            foreach (var filter in applier._filters)
            {
                filter.EventMatched += Counter.Handle;
            }

            applier._system.EventStream.Publish(new Mute(applier._filters));
        }

        public MatchCounter Counter { get; } = new();

        public void Dispose()
        {
            foreach (var filter in _applier._filters)
            {
                filter.EventMatched -= Counter.Handle;
            }

            _applier._system.EventStream.Publish(new Unmute(_applier._filters));
        }
    }

    private sealed class InternalUnmutableFilter(IReadOnlyList<EventFilterBase> filters, ActorSystem system) : IUnmutableFilter
    {
        private int _unmuted;

        public void Unmute()
        {
            if (Interlocked.Exchange(ref _unmuted, 1) == 0)
            {
                system.EventStream.Publish(new Unmute(filters));
            }
        }

        public void Dispose() => Unmute();
    }
}
