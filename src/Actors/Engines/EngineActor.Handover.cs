// A change of the program under the engine. The actor comes to rest only where a state says all: not between a spawn and its result, and
// not while anything is being stopped. At rest it collects messages. Those of which the state tells as well (an exit, an elapsed delay, the
// result of a probe) may be lost with this image; any other one calls the handover off.
using Supervision.Actors.Handover;
using Supervision.Actors.Heartbeats;
using Supervision.Actors.Logs;

namespace Supervision.Actors.Engines;

internal sealed partial class EngineActor
{
    private readonly RestQueue _collected = new();
    private RestTicket? _ticket;
    private bool _isTakenOver;

    private void OnRest(Rest wish)
    {
        var busy = Objection();
        if (busy is null && !wish.Trial)
        {
            _ticket = wish.Ticket;
            _heartbeat.Tell(PauseWatching.Instance);
            BecomeStacked(AtRest);
        }

        Sender.Tell(new Rested(wish, _settings.Name, busy is null ? null : $"engine {_settings.Name} {busy}"));
    }

    private string? Objection() => _record switch
    {
        { NextSettings: not null } => "waits for a restart with other settings",
        { Spawning: true } or { State: EngineState.Starting } => "is starting",
        { State: EngineState.Unknown } => "has left processes that KILL did not end",
        { Clearing: true } or { State: EngineState.Stopping } or { DownAsked: not null } => "is stopping",
        { PostStartHook: not null } => "runs its post-start hook",
        { State: EngineState.Exited, Desired: DesiredState.Up, Held: false } => "has just ended",
        _ => null,
    };

    private void AtRest()
    {
        Receive<Rest>(wish =>
        {
            _ticket = wish.Ticket;
            Sender.Tell(new Rested(wish, _settings.Name, null));
        });
        Receive<Thaw>(_ => OnThaw());
        ReceiveAny(Collect);
    }

    private void Collect(object message)
    {
        _collected.Add(message, Sender);
        if (message is not (LeaderExited or BackoffElapsed or PreStopElapsed or KillAgainDue or ProbeNoted or ReadinessChanged or StatusTextChanged or StatusDue
            or RestartWanted or GetReport or DependencyNews { Ended: null, Lost: null }))
        {
            _ticket?.Interrupt($"engine {_settings.Name} has something to deal with");
        }
    }

    private void OnThaw()
    {
        UnbecomeStacked();
        _ticket = null;
        if (_isTakenOver)
        {
            _isTakenOver = false;
            ResumeTakenOver();
        }
        else
        {
            _heartbeat.Tell(ResumeWatching.Instance);
        }

        _collected.Release(Self);
    }

    // Rests until every listener hears.
    private void TakeOver(HandedEngine handed)
    {
        if (handed.Process is { } process)
        {
            var attempt = _record.Attempt;
            var signals = new AttemptSignals(_settings, _services.Time, handed.Signals ?? new HandedSignals());
            _record.Signals = signals;
            _record.Output = new OutputCapture(_services.Logs.For(_settings), _settings, attempt, signals, EndOn(attempt), handed.Output ?? new HandedOutput());
            _record.Process = _services.Host.Adopt(process, _record.Output);
            _record.Group = _services.Oom.OwnGroupOf(process.Pid);
        }

        _record.Handed = null;
        _isTakenOver = true;
        BecomeStacked(AtRest);
    }

    private void ResumeTakenOver()
    {
        switch (_record.State)
        {
            case EngineState.Running when _record.Process is { } process:
                _record.Signals!.Begin(process);
                Watch(process);
                WatchOn(process);
                break;
            case EngineState.Backoff:
                var left = _record.BackoffDelay - _services.Time.GetElapsedTime(_record.BackoffSince);
                Timers.StartSingleTimer(nameof(BackoffElapsed), new BackoffElapsed(_record.Attempt), left > TimeSpan.Zero ? left : TimeSpan.Zero);
                break;
        }

        if (_record.Held && !Hold())
        {
            _record.Held = false;
            Apply(EngineSignal.StartRequested);
        }

        TellGroup();
    }

    private void WatchOn(Posix.IChildProcess process)
    {
        var started = new AttemptStarted(_record.Attempt, process, _record.Signals!)
        {
            HasStarted = _record.WasReady || _record.HasStarted,
            SpawnedAt = _record.SpawnedAt,
        };
        _heartbeat.Tell(started);
        _memory.Tell(started);
        _children.Tell(started);
        if (_settings.Probes.Startup is null && _settings.Probes.Readiness is null)
        {
            BecomeReady();
        }
    }
}
