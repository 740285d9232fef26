// Overview
// One span for each attempt of an engine to come up: from the end of the attempt before (its backoff) until it is ready or has failed. Below it:
// backoff, spawn (gates, hooks, the spawn itself), startup (until ready) and ready, which goes on until the engine is not ready any more and so
// outlives its parent. Spans are made when something has ended, with the times of the events; without a listener none is made at all.
using System.Diagnostics;
using Supervision.Actors.Engines;
using Supervision.Actors.Events;

namespace Supervision.Control.Telemetry;

/// <summary>Makes spans of engines' attempts. For one caller at a time.</summary>
internal sealed class AttemptTracer : IDisposable
{
    public const string SourceName = "Supervision";

    private readonly ActivitySource _source = new(SourceName);
    private readonly Dictionary<string, Attempt> _attempts = new(StringComparer.Ordinal);

    public void Dispose() => _source.Dispose();

    public void Take(SupervisionEvent value)
    {
        if (value is not EngineEvent engine)
        {
            return;
        }

        if (!_source.HasListeners())
        {
            _attempts.Clear();
            return;
        }

        switch (engine)
        {
            case EngineBackoff e:
                End(e);
                _attempts[e.Engine] = new Attempt { Began = e.Timestamp, BackoffAt = e.Timestamp };
                break;
            case EngineStarting e:
                Starting(e);
                break;
            case EngineRunning e when _attempts.TryGetValue(e.Engine, out var attempt):
                attempt.RunningAt = e.Timestamp;
                attempt.Pid = e.Pid;
                break;
            case EngineReady e:
                Ready(e);
                break;
            case EngineNotReady or EngineStopping or EngineExited or EngineStopped or EngineFatal or EngineUnknown:
                End(engine);
                break;
        }
    }

    private void Starting(EngineStarting value)
    {
        if (!_attempts.TryGetValue(value.Engine, out var attempt) || attempt.StartingAt is not null)
        {
            End(value);
            _attempts[value.Engine] = attempt = new Attempt { Began = value.Timestamp };
        }

        attempt.StartingAt = value.Timestamp;
    }

    private void Ready(EngineReady value)
    {
        if (!_attempts.TryGetValue(value.Engine, out var attempt))
        {
            // Begun before anybody listened.
            _attempts[value.Engine] = attempt = new Attempt { Began = value.Timestamp - value.After };
            attempt.RunningAt = attempt.Began;
        }

        if (attempt.ReadyAt is not null)
        {
            return;
        }

        attempt.Context = Emit(value, attempt, value.Timestamp, null);
        attempt.ReadyAt = value.Timestamp;
    }

    // Either the attempt ends before it was ready, or its time as ready does.
    private void End(EngineEvent value)
    {
        if (!_attempts.TryGetValue(value.Engine, out var attempt) || (attempt is { StartingAt: null, ReadyAt: null } && value is EngineBackoff))
        {
            return;
        }

        var failure = (value as EngineExited)?.Failure ?? (value as EngineFatal)?.Failure;
        if (attempt.ReadyAt is { } ready)
        {
            Child("ready", attempt.Context, ready, value.Timestamp, failure);
        }
        else if (attempt.StartingAt is not null || attempt.RunningAt is not null)
        {
            // The reason comes with the exit that follows the stop.
            if (value is EngineNotReady or EngineStopping { Attempt: > 0 } && failure is null && value is EngineStopping)
            {
                attempt.StopWhy = ((EngineStopping)value).Why;
                return;
            }

            Emit(value, attempt, value.Timestamp, failure?.Message ?? attempt.StopWhy ?? "ended before it was ready", failure);
        }

        _attempts.Remove(value.Engine);
    }

    private ActivityContext Emit(EngineEvent value, Attempt attempt, DateTimeOffset end, string? problem, EngineFailure? failure = null)
    {
        using var span = _source.StartActivity(
            "engine.attempt", ActivityKind.Internal, default(ActivityContext),
            [new("supervision.engine", value.Engine), new("supervision.group", value.Group), new("supervision.attempt", value.Attempt)],
            startTime: attempt.Began);
        if (span is null)
        {
            return default;
        }

        // Events of a process that has ended by then do not name it any more.
        span.SetTag("process.pid", value.Pid ?? attempt.Pid);
        if (attempt.BackoffAt is { } backoff)
        {
            Child("backoff", span.Context, backoff, attempt.StartingAt ?? end, null);
        }

        if (attempt.StartingAt is { } starting)
        {
            Child("spawn", span.Context, starting, attempt.RunningAt ?? end, attempt.RunningAt is null ? failure : null);
        }

        if (attempt.RunningAt is { } running)
        {
            Child("startup", span.Context, running, end, failure);
        }

        if (problem is not null)
        {
            span.SetStatus(ActivityStatusCode.Error, problem);
            span.SetTag("error.type", failure is null ? "stopped" : FailureKinds.NameOf(failure.Kind));
        }

        span.SetEndTime(end.UtcDateTime);
        return span.Context;
    }

    private void Child(string name, ActivityContext parent, DateTimeOffset begin, DateTimeOffset end, EngineFailure? failure)
    {
        using var span = _source.StartActivity(name, ActivityKind.Internal, parent, startTime: begin);
        if (failure is not null)
        {
            span?.SetStatus(ActivityStatusCode.Error, failure.Message);
            span?.SetTag("error.type", FailureKinds.NameOf(failure.Kind));
        }

        span?.SetEndTime(end.UtcDateTime);
    }

    private sealed class Attempt
    {
        public DateTimeOffset Began { get; init; }

        public DateTimeOffset? BackoffAt { get; init; }

        public DateTimeOffset? StartingAt { get; set; }

        public DateTimeOffset? RunningAt { get; set; }

        public DateTimeOffset? ReadyAt { get; set; }

        public int? Pid { get; set; }

        public ActivityContext Context { get; set; }

        public string? StopWhy { get; set; }
    }
}
