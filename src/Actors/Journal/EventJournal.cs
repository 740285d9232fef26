// Overview
// The last events, in memory and in a file. An event is acknowledged when its record has been written (and flushed, with fsync = always):
// from then on it is found again after the daemon was killed. A file that fails costs history, never an engine: events go on into memory,
// the failure is told once, and the file is tried again.
using Supervision.Actors.Events;
using Supervision.Actors.Handover;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Journal;

/// <summary>The history of a tree. Thread-safe.</summary>
public sealed class EventJournal : IDisposable
{
    private static readonly TimeSpan _retry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _flushTime = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly JournalSettings _settings;
    private readonly TimeProvider _time;
    private readonly Action<SupervisionEvent> _publish;
    private readonly Queue<JournalEntry> _entries = new();
    private readonly ITimer? _flush;
    private JournalFile? _file;
    private long _memory;
    private long _number;
    private long _acknowledged;
    private long _lost;
    private long? _failedAt;
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
            return [.. _entries.Where(entry => entry.Number > after).TakeLast(most)];
        }
    }

    /// <summary>What the next image of this program cannot read from a file.</summary>
    internal IReadOnlyList<HandedEntry> HandOver()
    {
        lock (_gate)
        {
            return _settings.Path.Length > 0 ? [] : [.. _entries.Select(entry => new HandedEntry(entry.Number, entry.Json))];
        }
    }

    /// <summary>Goes on with what an earlier image kept in memory.</summary>
    internal void Restore(IReadOnlyList<HandedEntry> entries)
    {
        lock (_gate)
        {
            foreach (var entry in entries)
            {
                Keep_NeedsLock(new JournalEntry(entry.Number, entry.Json));
                _number = entry.Number;
            }
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            _flush?.Dispose();
            if (_file is not null)
            {
                TryFile_NeedsLock(file => file.Flush(), out _);
                _file?.Dispose();
                _file = null;
            }
        }
    }

    internal void Append(SupervisionEvent value)
    {
        if (IsSample(value) && !_settings.Samples)
        {
            return;
        }

        SupervisionEvent? news = null;
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            if (_settings.Path.Length > 0 && _file is null)
            {
                news = Open_NeedsLock();
            }

            var entry = new JournalEntry(++_number, JournalRecord.Json(value, _number));
            Keep_NeedsLock(entry);
            if (_settings.Path.Length == 0)
            {
                Interlocked.Exchange(ref _acknowledged, value.Sequence);
            }
            else if (_file is null)
            {
                _lost++;
            }
            else if (Write_NeedsLock(entry, out var failed))
            {
                Interlocked.Exchange(ref _acknowledged, value.Sequence);
            }
            else
            {
                _lost++;
                news = failed;
            }
        }

        // Outside the lock: whoever is subscribed may read the journal.
        if (news is not null)
        {
            _publish(news);
        }
    }

    private static bool IsSample(SupervisionEvent value) => value is HeartbeatReceived or ProgressSampled or MemorySampled or ProbeCompleted { Result.Success: true };

    private SupervisionEvent? Open_NeedsLock()
    {
        if (_failedAt is { } at && _time.GetElapsedTime(at) < _retry)
        {
            return null;
        }

        var first = _failedAt is null;
        try
        {
            var recovered = new List<JournalEntry>();
            _file = JournalFile.Open(_settings, recovered.Add);
            if (first)
            {
                // Later, what is in memory has numbers already.
                recovered.ForEach(Keep_NeedsLock);
            }

            _number = Math.Max(_number, recovered.Count > 0 ? recovered[^1].Number : 0);
            var opened = new JournalEntry(++_number, JournalRecord.Json(_number, "journal-opened", _time.GetUtcNow(), writer =>
            {
                writer.WriteNumber("pid", Environment.ProcessId);
                writer.WriteNumber("records", _file.Recovered.Records);
                writer.WriteNumber("damaged", _file.Recovered.Damaged);
                writer.WriteNumber("cut", _file.Cut);
            }));
            Keep_NeedsLock(opened);
            if (!Write_NeedsLock(opened, out var failed))
            {
                return failed;
            }

            _failedAt = null;
            var lost = _lost;
            _lost = 0;
            return first ? null : new JournalRecovered(_settings.Path, lost);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _failedAt = _time.GetTimestamp();
            return first ? new JournalFailed(_settings.Path, error.Message) : null;
        }
    }

    private bool Write_NeedsLock(JournalEntry entry, out JournalFailed? failed)
    {
        var line = JournalRecord.Line(entry.Json);
        if (!TryFile_NeedsLock(
                file =>
                {
                    file.Append(line);
                    if (_settings.Flush == JournalFlush.Always)
                    {
                        file.Flush();
                    }
                },
                out failed))
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

    private bool TryFile_NeedsLock(Action<JournalFile> action, out JournalFailed? failed)
    {
        failed = null;
        try
        {
            action(_file!);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _failedAt = _time.GetTimestamp();
            failed = new JournalFailed(_settings.Path, error.Message);
            _file!.Dispose();
            _file = null;
            return false;
        }
    }

    private void FlushDue()
    {
        JournalFailed? failed = null;
        lock (_gate)
        {
            _flushDue = false;
            if (_file is not null)
            {
                TryFile_NeedsLock(file => file.Flush(), out failed);
            }
        }

        if (failed is not null)
        {
            _publish(failed);
        }
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
