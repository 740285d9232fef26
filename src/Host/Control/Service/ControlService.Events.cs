// History and subscriptions. The journal is the one source of both, so that nothing is left out or told twice between them.
using System.Runtime.CompilerServices;
using Supervision.Actors.Journal;

namespace Supervision.Control;

public sealed partial class ControlService
{
    private long _eventsLost;

    /// <summary>Events that subscribers lost because they did not read in time.</summary>
    internal long EventsLost => Interlocked.Read(ref _eventsLost);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ControlEvent>> HistoryAsync(EventQuery query, int most, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        var filter = new EventFilter(query, await MeantAsync(query, cancellation).ConfigureAwait(false));
        return
        [
            .. _tree.Journal.Read(query.After ?? 0).Select(entry => EventFilter.Of(entry, null)).Where(filter.Fits).TakeLast(most),
        ];
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ControlEvent> Subscribe(EventQuery query, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var news = _tree.Journal.Subscribe(query.After, query.Samples, query.Capacity);
        Track(news);
        return ReadAsync(news, query, cancellation);
    }

    private async IAsyncEnumerable<ControlEvent> ReadAsync(
        JournalSubscription news, EventQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        try
        {
            var filter = new EventFilter(query, await MeantAsync(query, cancellation).ConfigureAwait(false));
            long lost = 0;
            while (await news.ReadAsync(cancellation).ConfigureAwait(false) is { } next)
            {
                if (news.Lost is var all && all > lost)
                {
                    Interlocked.Add(ref _eventsLost, all - lost);
                    lost = all;
                }

                switch (next)
                {
                    case JournalNews.Missing missing:
                        yield return EventFilter.Of(missing);
                        break;
                    case JournalNews.Happened happened when EventFilter.Of(happened.Entry, happened.Event) is var value && filter.Fits(value):
                        yield return value;
                        break;
                }
            }
        }
        finally
        {
            news.Dispose();
            _readers.TryRemove(news, out _);
        }
    }

    // Engines that come later are meant as well, by the name of their engine.
    private async Task<Func<string, bool>?> MeantAsync(EventQuery query, CancellationToken cancellation)
    {
        if (query.Target is null or Target.All)
        {
            return null;
        }

        var meant = query.Target.Select(await EnginesAsync(cancellation).ConfigureAwait(false))
            .SelectMany(engine => new[] { engine.Name, engine.Engine }).ToHashSet(StringComparer.Ordinal);
        return meant.Contains;
    }
}
