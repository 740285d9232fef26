// Overview
// Each configured probe is a loop of its own: due → try → result → due after the period; the next try is scheduled only when the last
// has ended, so a probe never overlaps itself, and whatever its end was: a try that throws is a failed one. What the engine says by
// itself (HeartbeatActor.Signals.cs) brings the next try forward. Scrapes of the engine's metrics are one more such loop
// (HeartbeatActor.Progress.cs). The heartbeat weighs the evidence of all of them at its own interval. Until the startup
// probe has succeeded the others are held back and the hang rules are off: the startup probe has its own budget.
using System.Globalization;
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Handover;
using Supervision.Actors.Reload;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Heartbeats;

/// <summary>Watches whether an engine lives and serves.</summary>
internal sealed partial class HeartbeatActor : ReceiveActor, IWithTimers
{
    private const string NoBeat = "the engine sends no heartbeat any more";

    private EngineSettings _settings;
    private readonly TreeServices _services;
    private readonly Dictionary<ProbeKind, ProbeTrack> _tracks = [];
    private CancellationTokenSource _cancellation = new();
    private AttemptStarted? _attempt;
    private AttemptStarted? _paused;
    private bool _started;
    private bool _reportedHung;
    private bool _reportedUnhealthy;
    private TimeSpan _lastEvidence;
    private TimeSpan _lastBeat;
    private TimeSpan _blind;
    private bool _evidenceSinceBeat;
    private string _lastDetail = "";

    public HeartbeatActor(EngineSettings settings, TreeServices services)
    {
        _settings = settings;
        _services = services;
        Receive<AttemptStarted>(OnStarted);
        Receive<AttemptEnded>(_ => OnEnded());
        Receive<NewSettings>(OnNewSettings);
        Receive<PauseWatching>(_ => OnPause());
        Receive<ResumeWatching>(_ => OnResume());
        Receive<ProbeDue>(due => due.Attempt == _attempt?.Attempt, OnProbeDue);
        Receive<ProbeDone>(done => done.Attempt == _attempt?.Attempt, OnProbeDone);
        Receive<ProgressDue>(due => due.Attempt == _attempt?.Attempt, _ => OnProgressDue());
        Receive<ProgressDone>(done => done.Attempt == _attempt?.Attempt, OnProgressDone);
        Receive<SignalSeen>(seen => seen.Attempt == _attempt?.Attempt, _ => OnSignalSeen());
        Receive<BeatSeen>(beat => beat.Attempt == _attempt?.Attempt, _ => OnBeatSeen());
        Receive<StatusTextDue>(_ => TellStatusText());
        Receive<BeatDue>(_ => OnBeatDue());
        // A result that arrives after its attempt.
        ReceiveAny(_ => { });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    // Monotonic, without the time in which nobody looked.
    private TimeSpan Now => Clock - _blind;

    private TimeSpan Clock => _services.Time.GetElapsedTime(0);

    private int? Pid => _attempt?.Process.Pid;

    public static Props Create(EngineSettings settings, TreeServices services) =>
        Props.Create(() => new HeartbeatActor(settings, services));

    protected override void PostStop()
    {
        _cancellation.Cancel();
        _cancellation.Dispose();
    }

    private void OnStarted(AttemptStarted attempt)
    {
        Begin(attempt, attempt.HasStarted);
        if (attempt.HasStarted && _settings.Probes.Readiness is null)
        {
            Context.Parent.Tell(new ReadinessChanged(attempt.Attempt, true, "no readiness probe"));
        }
    }

    // What is under way is ended: another image of this program must not find processes that it knows nothing of.
    private void OnPause()
    {
        if (_attempt is { } attempt)
        {
            var paused = attempt with { HasStarted = _started };
            OnEnded();
            _paused = paused;
        }
    }

    private void OnResume()
    {
        if (_paused is { } attempt)
        {
            OnStarted(attempt);
        }
    }

    private void Begin(AttemptStarted attempt, bool hasStarted)
    {
        OnEnded();
        _attempt = attempt;
        _lastDetail = attempt.Signals.HasBeaten ? NoBeat : "";
        _lastEvidence = Now;
        _lastBeat = Clock;
        if (_settings.Heartbeat.Interval > TimeSpan.Zero)
        {
            Timers.StartPeriodicTimer(nameof(BeatDue), BeatDue.Instance, UntilNextBeat(), _settings.Heartbeat.Interval);
        }

        if (!hasStarted && _settings.Probes.Startup is { } startup)
        {
            attempt.Signals.ArmWatchdog();
            Begin(ProbeKind.Startup, startup);
        }
        else
        {
            BeginServing();
        }

        BeginSignals(attempt);
    }

    // An engine that has come up once in this attempt need not show that again.
    private void OnNewSettings(NewSettings message)
    {
        _settings = message.Settings;
        if (_attempt is not { } attempt || !(message.Concerns(EngineComparison.Probes) || message.Concerns(EngineComparison.Heartbeat)))
        {
            return;
        }

        var hasStarted = _started;
        Begin(attempt, hasStarted);
        if (hasStarted && _settings.Probes.Readiness is null)
        {
            Context.Parent.Tell(new ReadinessChanged(attempt.Attempt, true, "no readiness probe"));
        }
    }

    // All hearts with the same interval beat together: a machine that wakes once for five hundred engines sleeps better than one that
    // wakes five hundred times.
    private TimeSpan UntilNextBeat()
    {
        var interval = _settings.Heartbeat.Interval.Ticks;
        return TimeSpan.FromTicks(interval - (Clock.Ticks % interval));
    }

    private void OnEnded()
    {
        Timers.CancelAll();
        _cancellation.Cancel();
        _cancellation.Dispose();
        _cancellation = new CancellationTokenSource();
        _tracks.Clear();
        _attempt = null;
        _paused = null;
        _started = false;
        _reportedHung = false;
        _reportedUnhealthy = false;
        _evidenceSinceBeat = false;
        _lastDetail = "";
        EndProgress();
        EndSignals();
    }

    private void BeginServing()
    {
        _started = true;
        _lastEvidence = Now;
        _attempt!.Signals.ArmWatchdog();
        if (_settings.Probes.Liveness is { } liveness)
        {
            Begin(ProbeKind.Liveness, liveness);
        }

        if (_settings.Probes.Readiness is { } readiness)
        {
            Begin(ProbeKind.Readiness, readiness);
        }

        BeginProgress();
    }

    private void Begin(ProbeKind kind, ProbeSettings probe)
    {
        _tracks[kind] = new ProbeTrack(probe);
        Schedule(kind, probe.InitialDelay);
    }

    private void Schedule(ProbeKind kind, TimeSpan delay)
    {
        var due = new ProbeDue(kind, _attempt!.Attempt);
        var track = _tracks[kind];
        track.DueAt = track.DueAt < Clock + delay ? track.DueAt : Clock + delay;
        if (delay > TimeSpan.Zero)
        {
            Timers.StartSingleTimer(kind, due, delay);
        }
        else
        {
            Timers.Cancel(kind);
            Self.Tell(due);
        }
    }

    private void OnProbeDue(ProbeDue due)
    {
        if (!_tracks.TryGetValue(due.Kind, out var track) || track.IsRunning)
        {
            return;
        }

        // As with a late beat: what the engine said meanwhile may not have been read yet.
        if (Clock - track.DueAt is var late && late > track.NextDelay)
        {
            _attempt!.Signals.Forgive(late);
        }

        track.DueAt = TimeSpan.MaxValue;
        track.IsRunning = true;
        track.IsStale = false;
        _services.Prober.RunAsync(_settings, track.Settings, _attempt!.Signals, _cancellation.Token).PipeTo(
            Self, Self,
            result => new ProbeDone(due.Kind, due.Attempt, track, result),
            cause => new ProbeDone(due.Kind, due.Attempt, track, new ProbeResult(false, false, $"the probe itself failed: {cause.Message}")));
    }

    private void OnProbeDone(ProbeDone done)
    {
        if (!_tracks.TryGetValue(done.Kind, out var track) || track != done.Track)
        {
            // Of a watch that other settings, or a rest, have cut off: it says nothing about the engine.
            return;
        }

        track.IsRunning = false;
        var changed = track.Record(done.Result.Success, Now);
        if (done.Result.Answered && track.Settings.Check.IsEvidence)
        {
            NoteEvidence();
        }

        _lastDetail = done.Result.Detail;
        _services.Events.Publish(new ProbeCompleted(
            _settings.Name, _settings.Group, Pid, done.Attempt, done.Kind, done.Result, track.Failures));
        Context.Parent.Tell(new ProbeNoted(done.Attempt, done.Kind, done.Result));
        if (done.Kind == ProbeKind.Liveness)
        {
            OnLiveness(track, done.Result, changed);
        }
        else if (changed)
        {
            OnVerdict(done.Kind, track, done.Result);
        }

        if (_attempt is not null && _tracks.ContainsKey(done.Kind))
        {
            Schedule(done.Kind, track.IsStale ? TimeSpan.Zero : track.NextDelay);
        }
    }

    private void NoteEvidence()
    {
        _lastEvidence = Now;
        _evidenceSinceBeat = true;
    }

    private void OnBeatSeen()
    {
        _attempt!.Signals.HasBeaten = true;
        _lastDetail = NoBeat;
        NoteEvidence();
    }

    private void OnVerdict(ProbeKind kind, ProbeTrack track, ProbeResult result)
    {
        var attempt = _attempt!.Attempt;
        switch (kind, track.Verdict)
        {
            case (ProbeKind.Startup, true):
                _tracks.Remove(ProbeKind.Startup);
                BeginServing();
                if (_settings.Probes.Readiness is null)
                {
                    Context.Parent.Tell(new ReadinessChanged(attempt, true, result.Detail));
                }

                break;
            case (ProbeKind.Startup, _):
                Context.Parent.Tell(new EngineUnhealthy(
                    attempt, FailureKind.StartupTimeout, $"startup probe failed {track.Failures} times: {result.Detail}"));
                break;
            case (ProbeKind.Readiness, _):
                Context.Parent.Tell(new ReadinessChanged(attempt, track.Verdict == true, $"readiness probe: {result.Detail}"));
                break;
        }
    }

    // An engine that is too busy to answer is not dead while its own metrics show that it works. Where nobody listens any more no metric
    // can help. As long as the failures go on, the question is asked again with each of them.
    private void OnLiveness(ProbeTrack track, ProbeResult result, bool changed)
    {
        if (track.Verdict != false || result.Success || _reportedUnhealthy)
        {
            return;
        }

        var attempt = _attempt!.Attempt;
        if (result.Fault != ProbeFault.Refused && HasMovedWithin(track.Settings.Period + track.Settings.Timeout))
        {
            if (changed)
            {
                _services.Events.Publish(new LivenessSuppressed(_settings.Name, _settings.Group, Pid, attempt, track.Failures, result.Detail));
            }

            return;
        }

        _reportedUnhealthy = true;
        Context.Parent.Tell(new EngineUnhealthy(
            attempt, FailureKind.Unhealthy, $"liveness probe failed {track.Failures} times: {result.Detail}"));
    }

    private void OnBeatDue()
    {
        if (_attempt is not { } attempt)
        {
            return;
        }

        Forgive();
        if (!attempt.Signals.HasBeaten && !_tracks.Values.Any(track => track.Settings.Check.IsEvidence))
        {
            WeighProcessState(attempt);
        }

        if (_evidenceSinceBeat)
        {
            _evidenceSinceBeat = false;
            _reportedHung = false;
            _services.Events.Publish(new HeartbeatReceived(_settings.Name, _settings.Group, Pid, attempt.Attempt));
            return;
        }

        var age = Now - _lastEvidence;
        if (age < Patience() && (_settings.Heartbeat.Timeout == TimeSpan.Zero || age < _settings.Heartbeat.Timeout))
        {
            return;
        }

        _services.Events.Publish(new HeartbeatMissed(_settings.Name, _settings.Group, Pid, attempt.Attempt, age, _lastDetail));
        if (_started && !_reportedHung && _settings.Heartbeat.Timeout > TimeSpan.Zero && age >= _settings.Heartbeat.Timeout)
        {
            _reportedHung = true;
            Context.Parent.Tell(new EngineUnhealthy(attempt.Attempt, FailureKind.Hung, string.Create(
                CultureInfo.InvariantCulture, $"no heartbeat for {age.TotalSeconds:0.#} s ({_lastDetail})")));
        }
    }

    // A beat that comes more than a whole interval late was not due to the engine: this supervisor was frozen, suspended or starved, and
    // may have asked nothing, nor read what was answered. That time counts for no engine.
    private void Forgive()
    {
        var late = Clock - _lastBeat - _settings.Heartbeat.Interval;
        _lastBeat = Clock;
        if (late > _settings.Heartbeat.Interval)
        {
            _blind += late;
        }
    }

    // A probe that is asked more rarely than the heart beats is not late before its answer could have come.
    private TimeSpan Patience() => _tracks.Values
        .Select(track => track.Settings.Period + track.Settings.Timeout).Append(_settings.Heartbeat.Interval).Max();

    // Where no probe asks the engine, the process itself is the evidence: it counts unless it is stopped (T, t) or dead (Z, X). Where
    // /proc does not show it, it counts as long as its exit has not been seen: that does not depend on /proc.
    private void WeighProcessState(AttemptStarted attempt)
    {
        var state = Posix.ProcessSampler.LeaderStateOf(attempt.Process);
        if (state is 'T' or 't' or 'Z' or 'X' || attempt.Process.HasExited)
        {
            _lastDetail = $"the process is in state {state}";
            return;
        }

        NoteEvidence();
    }

    private sealed record ProbeDue(ProbeKind Kind, int Attempt);

    private sealed record ProbeDone(ProbeKind Kind, int Attempt, ProbeTrack Track, ProbeResult Result);

    private sealed record BeatDue
    {
        public static BeatDue Instance { get; } = new();
    }
}
