using Supervision.Actors.Events;

namespace Supervision.Actors.Journal;

/// <summary>
/// One reader of events as they come (<see cref="EventJournal.Subscribe"/>). What it does not read in time is lost for it alone, oldest first,
/// and told at that place. For one reader at a time.
/// </summary>
public sealed class JournalSubscription : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Queue<JournalNews> _news = new();
    private readonly Action<JournalSubscription> _leave;
    private readonly int _capacity;
    private TaskCompletionSource? _some;
    private long _missing;
    private string _why = "";
    private long _lost;
    private bool _ended;

    internal JournalSubscription(int capacity, bool samples, Action<JournalSubscription> leave)
    {
        _capacity = capacity;
        Samples = samples;
        _leave = leave;
    }

    /// <summary>Events that were lost for this reader because it did not read them in time.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Whether events come that the journal does not keep.</summary>
    internal bool Samples { get; }

    /// <summary>Waits for what comes next.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Null when the tree has ended or the subscription was disposed.</returns>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public async ValueTask<JournalNews?> ReadAsync(CancellationToken cancellation = default)
    {
        while (true)
        {
            Task some;
            lock (_gate)
            {
                if (_missing > 0)
                {
                    var missing = new JournalNews.Missing(_missing, _why);
                    _missing = 0;
                    return missing;
                }

                if (_news.TryDequeue(out var news))
                {
                    return news;
                }

                if (_ended)
                {
                    return null;
                }

                _some ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                some = _some.Task;
            }

            await some.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Ends it.</summary>
    public void Dispose()
    {
        _leave(this);
        End();
    }

    /// <summary>What the subscription begins with; it was asked for and is not bounded by the capacity.</summary>
    internal void Begin(long missing, IEnumerable<JournalEntry> past)
    {
        _missing = missing;
        _why = "no longer in memory";
        foreach (var entry in past)
        {
            _news.Enqueue(new JournalNews.Happened(entry, null));
        }
    }

    internal void Add(JournalEntry entry, SupervisionEvent? value)
    {
        lock (_gate)
        {
            if (_ended)
            {
                return;
            }

            _news.Enqueue(new JournalNews.Happened(entry, value));
            while (_news.Count > _capacity && _news.TryDequeue(out _))
            {
                _missing++;
                _lost++;
                _why = "not read in time";
            }

            Wake_NeedsLock();
        }
    }

    internal void End()
    {
        lock (_gate)
        {
            _ended = true;
            Wake_NeedsLock();
        }
    }

    private void Wake_NeedsLock()
    {
        _some?.TrySetResult();
        _some = null;
    }
}
