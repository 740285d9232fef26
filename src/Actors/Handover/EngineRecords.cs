using Supervision.Actors.Engines;
using Supervision.Posix;

namespace Supervision.Actors.Handover;

/// <summary>Engines' records as data, and back.</summary>
internal static class EngineRecords
{
    /// <summary>The record of an engine at rest, with what its group counts. Only while everything rests.</summary>
    public static HandedEngine HandOver(HandedEngine counts, EngineRecord record, IProcessHost host, TimeProvider time)
    {
        var process = record.Process is { } child ? host.HandOver(child) : null;
        return counts with
        {
            State = record.State,
            Desired = record.Desired,
            Readiness = record.Readiness,
            Attempt = record.Attempt,
            Intent = record.Intent,
            StopReason = record.StopReason,
            StatusText = record.StatusText,
            Exit = record.Exit,
            Failure = record.Failure,
            Symptom = record.Symptom,
            OomKillsBefore = record.OomKillsBefore,
            Spawned = time.GetElapsedTime(record.SpawnedAt),
            Ready = record.ReadySince is { } ready ? time.GetElapsedTime(ready) : null,
            StateSince = record.StateSince,
            BackoffDelay = record.BackoffDelay,
            BackoffAge = time.GetElapsedTime(record.BackoffSince),
            BackoffBefore = record.BackoffBefore,
            Failures = record.Failures,
            WasReady = record.WasReady,
            WasAlive = record.WasAlive,
            HasStarted = record.HasStarted,
            Held = record.Held,
            StoppedByHand = record.StoppedByHand,
            PostStartRan = record.PostStartRan,
            Attempts = record.History.Attempts,
            GpuFree = record.Gpu.FreeBefore,
            GpuFound = [.. record.Gpu.Found],
            Process = process,
            Signals = process is null ? null : record.Signals?.HandOver(),
            Output = process is null ? null : record.Output?.HandOver((process.Stdout is null ? 0 : 1) + (process.Stderr is null ? 0 : 1)),
        };
    }

    public static EngineRecord Restore(HandedEngine handed, TimeProvider time)
    {
        var record = new EngineRecord(handed.Settings.KeepAttempts)
        {
            Handed = handed,
            State = handed.State,
            Desired = handed.Desired,
            Readiness = handed.Readiness,
            Attempt = handed.Attempt,
            Intent = handed.Intent,
            StopReason = handed.StopReason,
            StatusText = handed.StatusText,
            Exit = handed.Exit,
            Failure = handed.Failure,
            Symptom = handed.Symptom,
            OomKillsBefore = handed.OomKillsBefore,
            SpawnedAt = time.TimestampBefore(handed.Spawned),
            ReadySince = handed.Ready is { } ready ? time.TimestampBefore(ready) : null,
            StateSince = handed.StateSince,
            BackoffDelay = handed.BackoffDelay,
            BackoffSince = time.TimestampBefore(handed.BackoffAge),
            BackoffBefore = handed.BackoffBefore,
            Failures = handed.Failures,
            WasReady = handed.WasReady,
            WasAlive = handed.WasAlive,
            HasStarted = handed.HasStarted,
            Held = handed.Held,
            StoppedByHand = handed.StoppedByHand,
            PostStartRan = handed.PostStartRan,
        };
        record.History.Restore(handed.Attempts);
        foreach (var (gpu, free) in handed.GpuFree)
        {
            record.Gpu.FreeBefore[gpu] = free;
        }

        record.Gpu.Found.UnionWith(handed.GpuFound);
        return record;
    }
}
