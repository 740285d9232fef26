using System.Collections.Concurrent;
using Supervision.Actors.Events;

namespace Supervision.Control;

/// <summary>The last measurements of every engine, taken from the events of the tree. Thread-safe.</summary>
internal sealed class VitalsBoard(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Vitals> _engines = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, GroupEnd> _ends = new(StringComparer.Ordinal);
    private long _endsSoFar;
    private TaskCompletionSource _change = NewChange();
    private volatile bool _isTreeStopping;

    /// <summary>Completes when the state or readiness of some engine changes next.</summary>
    public Task NextChange => Volatile.Read(ref _change).Task;

    /// <summary>Whether the tree has begun to stop.</summary>
    public bool IsTreeStopping => _isTreeStopping;

    /// <summary>How many groups have gone down; what is told to <see cref="EndOf"/> for those to come.</summary>
    public long EndsSoFar => Interlocked.Read(ref _endsSoFar);

    /// <summary>Why one of some groups has gone down, and stays so until somebody starts it; null where none has.</summary>
    public string? EndOf(List<string> groups, long since)
    {
        foreach (var group in groups)
        {
            if (_ends.GetValueOrDefault(group) is { } end && end.Number > since)
            {
                return end.Why;
            }
        }

        return null;
    }

    /// <summary>What is known of an attempt of an engine; null for nothing.</summary>
    public Vitals? Find(string engine, int attempt) =>
        _engines.TryGetValue(engine, out var vitals) && vitals.Attempt == attempt ? vitals : null;

    public void Take(SupervisionEvent value)
    {
        switch (value)
        {
            case MemorySampled e:
                Change(e, vitals => vitals with
                {
                    Memory = e.Rss,
                    Cpu = e.Sample.CpuRate,
                    Processes = e.Processes,
                    Threads = e.Sample.Threads,
                    OpenFiles = e.Sample.OpenFiles,
                    UserTime = e.Sample.UserTime,
                    SystemTime = e.Sample.SystemTime,
                    Pids = [.. e.Top.Select(process => process.Pid)],
                });
                break;
            case ProgressSampled e:
                Change(e, vitals => vitals with { Progress = e.State, ProgressDetail = e.Detail });
                break;
            case HeartbeatReceived e:
                Change(e, vitals => vitals with { BeatAt = time.GetTimestamp() });
                break;
            case HeartbeatMissed e:
                Change(e, vitals => vitals with { BeatAt = time.GetTimestamp() - (long)(e.Age.TotalSeconds * time.TimestampFrequency) });
                break;
            case EngineRunning e:
                // The spawn itself is the first sign of life.
                Change(e, vitals => vitals with { BeatAt = time.GetTimestamp() });
                Pulse();
                break;
            case GroupDown e:
                _ends[e.Group] = new GroupEnd(e.Why, Interlocked.Increment(ref _endsSoFar));
                Pulse();
                break;
            case GroupAdded e:
                _ends.TryRemove(e.Group, out _);
                break;
            case TreeStopping:
                _isTreeStopping = true;
                Pulse();
                break;
            case EngineReady or EngineNotReady or EngineStateChanged:
                Pulse();
                break;
        }
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Change(EngineEvent value, Func<Vitals, Vitals> change) => _engines.AddOrUpdate(
        value.Engine,
        _ => change(new Vitals { Attempt = value.Attempt }),
        (_, before) => change(before.Attempt == value.Attempt ? before : new Vitals { Attempt = value.Attempt }));

    private sealed class GroupEnd(string why, long number)
    {
        public string Why => why;

        public long Number => number;
    }

    private void Pulse() => Interlocked.Exchange(ref _change, NewChange()).TrySetResult();
}
