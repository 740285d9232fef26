// The progress heartbeat: does work in flight get on, by the engine's own metrics?
using System.Globalization;
using Supervision.Actors.Engines;
using Supervision.Actors.Events;

namespace Supervision.Actors.Heartbeats;

internal sealed partial class HeartbeatActor
{
    private ProgressTrack? _progress;
    private PrometheusText? _metrics;
    private ProgressState? _lastProgress;
    private TimeSpan? _movedAt;

    private void BeginProgress()
    {
        var settings = _settings.Heartbeat.Progress;
        if (settings.Url is null)
        {
            return;
        }

        // Of this attempt alone: a scrape of the last one may still be under way.
        _metrics = ProgressSample.TextFor(settings);
        _progress = new ProgressTrack(settings);
        OnProgressDue();
    }

    private void EndProgress()
    {
        _progress = null;
        _metrics = null;
        _movedAt = null;
        _lastProgress = null;
    }

    private void OnProgressDue()
    {
        var (attempt, progress) = (_attempt!.Attempt, _progress!);
        _services.Prober.ScrapeAsync(_settings.Heartbeat.Progress, _metrics!, _cancellation.Token).PipeTo(
            Self, Self,
            sample => new ProgressDone(attempt, progress, sample),
            cause => new ProgressDone(attempt, progress, ProgressSample.Unknown($"the scrape itself failed: {cause.Message}")));
    }

    private void OnProgressDone(ProgressDone done)
    {
        if (_progress is not { } progress || progress != done.Track)
        {
            return;
        }

        var state = progress.Judge(done.Sample, Now);
        if (state == ProgressState.Moving)
        {
            _movedAt = Now;
        }

        // An answer is a sign of life; that none came is nothing: metrics may be switched off.
        if (state != ProgressState.Unknown)
        {
            NoteEvidence();
        }

        var detail = progress.Describe(done.Sample);
        _services.Events.Publish(new ProgressSampled(
            _settings.Name, _settings.Group, Pid, done.Attempt, state, _lastProgress, progress.StalledFor, detail));
        _lastProgress = state;
        if (state == ProgressState.Hung && !_reportedHung)
        {
            _reportedHung = true;
            Context.Parent.Tell(new EngineUnhealthy(done.Attempt, FailureKind.Hung, string.Create(
                CultureInfo.InvariantCulture, $"work in flight and no progress for {progress.StalledFor.TotalSeconds:0.#} s ({detail})")));
        }

        Timers.StartSingleTimer(nameof(ProgressDue), new ProgressDue(done.Attempt), _settings.Heartbeat.Progress.Interval);
    }

    // Metrics are as old as the time between two scrapes.
    private bool HasMovedWithin(TimeSpan time) => _movedAt is { } moved
        && Now - moved <= time + _settings.Heartbeat.Progress.Interval + _settings.Heartbeat.Progress.Timeout;

    private sealed record ProgressDue(int Attempt);

    private sealed record ProgressDone(int Attempt, ProgressTrack Track, ProgressSample Sample);
}
