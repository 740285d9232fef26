// Overview
// The last events, in memory and in a file. An event is acknowledged when its record has been written (and flushed, with fsync = always):
// from then on it is found again after the daemon was killed. A file that fails costs history, never an engine: events go on into memory,
// the failure is told once, and the file is tried again, ever more rarely. That it works is told when it has room for more than the one
// record that happens to fit. Numbers only ever ascend, also where the next image of this program cannot open the file.
// Without a file the first events become text when somebody asks for them: the code that writes JSON takes long to be ready, and no engine
// should wait for it.
using Supervision.Actors.Events;
using Supervision.Actors.Handover;
using Supervision.Actors.Messages;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Journal;

/// <summary>The history of a tree. Thread-safe.</summary>
public sealed class EventJournal : IDisposable
{
    // How many events the next image gets where it should find them in the file.
    private const int HandedAnyway = 1000;

    // How many events stay as they came while nobody asks.
    private const int MostUnwritten = 32;

    private static readonly TimeSpan _shortestDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _longestDelay = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan _flushTime = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly JournalSettings _settings;
    private readonly TimeProvider _time;
    private readonly Action<SupervisionEvent> _publish;
    private readonly Queue<JournalEntry> _entries = new();
    private readonly List<(long Number, SupervisionEvent Value)> _unwritten = [];
    private readonly ITimer? _flush;
    private JournalSubscription[] _subscriptions = [];
    private JournalFile? _file;
    private long _memory;
    private long _number;
    private long _acknowledged;
    private long _lost;
    private long _lastLost;
    private bool _failing;
    private TimeSpan _delay;
    private long? _failedAt;
    private long? _openedAt;
    private SupervisionEvent? _news;
    private bool _flushDue;
    private bool _disposed;

    internal EventJournal(JournalSettings settings, TimeProvider time, Action<SupervisionEvent> publish)
    {
        _settings = settings;
        _time = time;
        _publish = publish;
        if (settings.Path.Length > 0 && settings.Flush == JournalFlush.Second)
        {
            _flush = time.CreateTimer(_ => FlushDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Sequence of the last event that is in the file, as safely as <c>fsync</c> wants it; without a file of the last in memory. 0 before the first.</summary>
    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    /// <summary>Events in memory, oldest first, those of earlier daemons that used the same file included.</summary>
    /// <param name="after">Only those with a greater number.</param>
    /// <param name="most">At most so many: the newest.</param>
    public IReadOnlyList<JournalEntry> Read(long after = 0, int most = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        lock (_gate)
        {
            Write_NeedsLock();
            return [.. _entries.Where(entry => entry.Number > after).TakeLast(most)];
        }
    }

    /// <summary>Adds what the next image of this program needs: all that is not in the file, and some of the rest, should it not be able to open it.</summary>
    internal HandedTree HandOver(HandedTree tree)
    {
        lock (_gate)
        {
            Write_NeedsLock();
            var isInFile = _file is not null && !(_entries.TryPeek(out var oldest) && oldest.Number <= _lastLost);
            return tree with
            {
                Journal = [.. _entries.TakeLast(isInFile ? HandedAnyway : _entries.Count).Select(entry => new HandedEntry(entry.Number, entry.Json))],
                JournalNumber = _number,
                JournalLost = _lost,
            };
        }
    }

    /// <summary>Goes on with what an earlier image had.</summary>
    internal void Restore(HandedTree tree)
    {
        lock (_gate)
        {
            foreach (var entry in tree.Journal)
            {
                Keep_NeedsLock(new JournalEntry(entry.Number, entry.Json));
                _number = entry.Number;
            }

            _number = Math.Max(_number, tree.JournalNumber);
            _lost = tree.JournalLost;
            _lastLost = _lost > 0 ? _number : 0;
            _failing = _lost > 0;
        }
    }

    /// <summary>Whether a file carries the events, and their numbers, over the end of this daemon.</summary>
    public bool IsKept => _settings.Path.Length > 0;

    /// <summary>Number of the newest event in memory; 0 before the first.</summary>
    public long LastNumber
    {
        get
        {
            lock (_gate)
            {
                return _number;
            }
        }
    }

    /// <summary>
    /// Begins to hear of events: those in memory with greater numbers, then each that comes, without one twice or left out in between. What has
    /// left memory by now is told as <see cref="JournalNews.Missing"/>. A number that is greater than any here is of another journal: then all of
    /// memory comes.
    /// </summary>
    /// <param name="after">The last number that was seen; null for none of the past.</param>
    /// <param name="samples">Whether heartbeats and samples come that the journal does not keep. Default false.</param>
    /// <param name="capacity">How many events may wait for the reader before it loses the oldest, at least 1. Default 1000; the past is not bounded by it
    /// until the first further event.</param>
    public JournalSubscription Subscribe(long? after = null, bool samples = false, int capacity = 1000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        lock (_gate)
        {
            Write_NeedsLock();
            var oldest = _entries.TryPeek(out var first) ? first.Number : _number + 1;
            var from = after is { } seen ? seen > _number ? 0 : Math.Max(0, seen) : _number;
            JournalEntry[] past = from == _number ? [] : [.. _entries.Where(entry => entry.Number > from)];
            var subscription = new JournalSubscription(Math.Max(capacity, past.Length), samples, Leave);
            subscription.Begin(from > 0 ? Math.Max(0, oldest - from - 1) : 0, past);
            if (_disposed)
            {
                subscription.End();
            }
            else
            {
                _subscriptions = [.. _subscriptions, subscription];
            }

            return subscription;
        }
    }

    private void Leave(JournalSubscription subscription)
    {
        lock (_gate)
        {
            _subscriptions = [.. _subscriptions.Where(one => one != subscription)];
        }
    }

    private void Tell_NeedsLock(JournalEntry entry, SupervisionEvent? value)
    {
        foreach (var subscription in _subscriptions)
        {
            if (entry.Number > 0 || subscription.Samples)
            {
                subscription.Add(entry, value);
            }
        }
    }

    /// <summary>Closes the file, and ends every subscription.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            foreach (var subscription in _subscriptions)
            {
                subscription.End();
            }

            _subscriptions = [];
            _flush?.Dispose();
            if (_file is not null)
            {
                TryFile_NeedsLock(_file.Flush);
                _file?.Dispose();
                _file = null;
            }
        }
    }

    internal void Append(SupervisionEvent value)
    {
        if (IsSample(value) && !_settings.Samples)
        {
            lock (_gate)
            {
                if (Array.Exists(_subscriptions, one => one.Samples))
                {
                    Tell_NeedsLock(new JournalEntry(0, JournalRecord.Json(value, 0)), value);
                }
            }

            return;
        }

        SupervisionEvent? news;
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            var isKept = IsKept;
            if (!isKept && _subscriptions.Length == 0 && _entries.Count == 0 && _unwritten.Count < MostUnwritten)
            {
                _unwritten.Add((++_number, value));
                Interlocked.Exchange(ref _acknowledged, value.Sequence);
                return;
            }

            Write_NeedsLock();
            if (_file is { IsThere: false })
            {
                _file.Dispose();
                _file = null;
            }

            if (isKept && _file is null)
            {
                Open_NeedsLock();
            }

            var entry = new JournalEntry(++_number, JournalRecord.Json(value, _number));
            Keep_NeedsLock(entry);
            Tell_NeedsLock(entry, value);
            if (isKept && (_file is null || !TryWrite_NeedsLock(entry)))
            {
                _lost++;
                _lastLost = _number;
            }
            else
            {
                Interlocked.Exchange(ref _acknowledged, value.Sequence);
                if (_failing)
                {
                    _news = new JournalRecovered(_settings.Path, _lost);
                    (_failing, _lost) = (false, 0);
                }
            }

            news = TakeNews_NeedsLock();
        }

        // Outside the lock: whoever is subscribed may read the journal.
        if (news is not null)
        {
            _publish(news);
        }
    }

    private static bool IsSample(SupervisionEvent value) => value is HeartbeatReceived or ProgressSampled or MemorySampled or ProbeCompleted { Result.Success: true };

    private void Open_NeedsLock()
    {
        if (_failedAt is { } at && _time.GetElapsedTime(at) < _delay)
        {
            return;
        }

        var first = _failedAt is null;
        long last = 0;
        var recovered = new Queue<JournalEntry>();
        if (!TryFile_NeedsLock(() => _file = JournalFile.Open(_settings, Recover)) || (_failing && !TryFile_NeedsLock(() => _file!.TryRoom())))
        {
            return;
        }

        // What an earlier image had in memory stays where the file lacks some of it, and so does what has come since.
        if (first && recovered.TakeLast(_entries.Count).SequenceEqual(_entries))
        {
            _entries.Clear();
            _memory = 0;
            foreach (var entry in recovered)
            {
                Keep_NeedsLock(entry);
            }
        }

        _openedAt = _time.GetTimestamp();
        _number = Math.Max(_number, last);
        var opened = new JournalEntry(_number + 1, JournalRecord.Json(_number + 1, "journal-opened", _time.GetUtcNow(), writer =>
        {
            writer.WriteNumber("pid", Environment.ProcessId);
            writer.WriteNumber("records", _file!.Recovered.Records);
            writer.WriteNumber("damaged", _file.Recovered.Damaged);
            writer.WriteNumber("cut", _file.Cut);
        }));
        if (TryWrite_NeedsLock(opened))
        {
            _number++;
            Keep_NeedsLock(opened);
            Tell_NeedsLock(opened, null);
        }

        // The file may be far longer than the history in memory.
        void Recover(JournalEntry entry)
        {
            last = entry.Number;
            recovered.Enqueue(entry);
            if (recovered.Count > (first ? _settings.Events : 1))
            {
                recovered.Dequeue();
            }
        }
    }

    private bool TryWrite_NeedsLock(JournalEntry entry)
    {
        var line = JournalRecord.Line(entry.Json);
        if (!TryFile_NeedsLock(() =>
            {
                _file!.Append(line);
                if (_settings.Flush == JournalFlush.Always)
                {
                    _file.Flush();
                }
            }))
        {
            return false;
        }

        if (_flush is not null && !_flushDue)
        {
            _flushDue = true;
            _flush.Change(_flushTime, Timeout.InfiniteTimeSpan);
        }

        return true;
    }

    // A failure is told once, until the file works again; each one makes the next try later, unless the file has worked for long.
    private bool TryFile_NeedsLock(Action action)
    {
        try
        {
            action();
            return true;
        }
        // What .NET says of a file at its limit of size (EFBIG) is an argument's fault.
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            _file?.Dispose();
            _file = null;
            var isNew = _failedAt is null || (_openedAt is { } opened && _time.GetElapsedTime(opened) > _longestDelay);
            _delay = isNew ? _shortestDelay : TimeSpan.FromTicks(Math.Min(_delay.Ticks * 2, _longestDelay.Ticks));
            _failedAt = _time.GetTimestamp();
            _openedAt = null;
            if (!_failing)
            {
                _failing = true;
                _news = new JournalFailed(_settings.Path, FileProblem.Of(error, _settings.Path));
            }

            return false;
        }
    }

    private SupervisionEvent? TakeNews_NeedsLock()
    {
        var news = _news;
        _news = null;
        return news;
    }

    private void FlushDue()
    {
        SupervisionEvent? news;
        lock (_gate)
        {
            _flushDue = false;
            if (_file is not null)
            {
                TryFile_NeedsLock(_file.Flush);
            }

            news = TakeNews_NeedsLock();
        }

        if (news is not null)
        {
            _publish(news);
        }
    }

    private void Write_NeedsLock()
    {
        foreach (var (number, value) in _unwritten)
        {
            Keep_NeedsLock(new JournalEntry(number, JournalRecord.Json(value, number)));
        }

        _unwritten.Clear();
    }

    private void Keep_NeedsLock(JournalEntry entry)
    {
        _entries.Enqueue(entry);
        _memory += Size(entry);
        while (_entries.Count > _settings.Events || (_memory > _settings.Memory && _entries.Count > 1))
        {
            _memory -= Size(_entries.Dequeue());
        }
    }

    private static long Size(JournalEntry entry) => (entry.Json.Length * 2) + 64;
}
