// Overview
// One actor per engine, one OS process at a time. Everything that takes time (spawn, stop, waiting for an exit) is an asynchronous
// operation whose result comes back as a message, so the actor never waits and every message finds it in one definite state. All
// messages become signals of EngineStateTable; this file carries the table's actions out, EngineActor.Process.cs the operations.
//
// A failed attempt ends in an exception thrown at the supervisor, and only after the attempt's tree is empty. The supervisor
// restarts the actor and tells the new incarnation when to try again (RestartDue) or not to (GivenUp). The process, the state and
// what was asked outlive the incarnation in EngineRecord, so an unexpected exception in this code never costs a healthy engine
// its process: the next incarnation takes it over where it stands.
using Supervision.Actors.Children;
using Supervision.Actors.Events;
using Supervision.Actors.Handover;
using Supervision.Actors.Heartbeats;
using Supervision.Actors.Memory;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Engines;

/// <summary>Keeps one OS process and its whole tree.</summary>
internal sealed partial class EngineActor : ReceiveActor, IWithTimers
{
    // Words that change with every step would soon be all that there is in the history.
    private static readonly TimeSpan _statusPace = TimeSpan.FromMinutes(1);

    private EngineSettings _settings;
    private readonly EngineRecord _record;
    private readonly TreeServices _services;
    private IActorRef _heartbeat = ActorRefs.Nobody;
    private IActorRef _memory = ActorRefs.Nobody;
    private IActorRef _children = ActorRefs.Nobody;
    private string? _toldStatus;

    public EngineActor(EngineSettings settings, EngineRecord record, TreeServices services)
    {
        // The props of an actor are for ever; what a reload changed outlives the incarnation in the record.
        _settings = record.Settings ?? settings;
        _record = record;
        _services = services;
        _toldStatus = record.StatusText;

        Receive<StartEngine>(OnStart);
        Receive<ResumeEngine>(_ => OnResume());
        Receive<WantUp>(_ => OnWantUp());
        Receive<StopEngine>(OnStop);
        Receive<RestartEngine>(OnRestart);
        Receive<NewSettings>(OnNewSettings);
        Receive<HastenStop>(_ => OnHasten());
        Receive<HastenEngine>(_ => OnHastenOnce());
        Receive<SignalEngine>(OnSignal);
        Receive<BeatEngine>(OnBeat);
        Receive<WriteStdin>(OnWriteStdin);
        Receive<GetReport>(OnGetReport);
        Receive<DependencyNews>(OnDependencies);
        Receive<ProbeNoted>(message => message.Attempt == _record.Attempt, NoteProbe);
        Receive<RetryEngine>(_ => OnRetry());
        Receive<RestartDue>(OnRestartDue);
        Receive<GivenUp>(OnGivenUp);
        Receive<SpawnCompleted>(message => message.Attempt == _record.Attempt, OnSpawnCompleted);
        Receive<LeaderExited>(message => message.Attempt == _record.Attempt, OnLeaderExited);
        Receive<TreeCleared>(message => message.Attempt == _record.Attempt, OnTreeCleared);
        Receive<EngineUnhealthy>(message => message.Attempt == _record.Attempt, OnUnhealthy);
        Receive<RestartWanted>(
            message => message.Attempt == _record.Attempt && _record.State == EngineState.Running,
            message => Context.Parent.Tell(new RollWanted(_settings.Name, message)));
        Receive<RollGranted>(message => message.Wanted.Attempt == _record.Attempt, OnRollGranted);
        Receive<ReadinessChanged>(message => message.Attempt == _record.Attempt, OnReadinessChanged);
        Receive<StatusTextChanged>(message => message.Attempt == _record.Attempt, OnStatusTextChanged);
        Receive<StatusDue>(_ => TellStatus());
        Receive<BackoffElapsed>(message => message.Attempt == _record.Attempt, _ => OnBackoffElapsed());
        Receive<ReadyDue>(message => message.Attempt == _record.Attempt, _ => OnReadyDue());
        Receive<PreStopElapsed>(message => message.Attempt == _record.Attempt, _ => OnPreStopElapsed());
        Receive<HookEnded>(message => message.Attempt == _record.Attempt, OnHookEnded);
        Receive<KillAgainDue>(message => message.Attempt == _record.Attempt, _ => OnKillAgainDue());
        Receive<Rest>(OnRest);
        // Meant for one that rests.
        Receive<Thaw>(_ => { });
        Receive<OperationFailed>(failed => throw new InvalidOperationException(failed.What, failed.Cause));
        // What belongs to an earlier attempt has been overtaken by events.
        Receive<SpawnCompleted>(Discard);
        ReceiveAny(_ => { });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Create(EngineSettings settings, EngineRecord record, TreeServices services) =>
        Props.Create(() => new EngineActor(settings, record, services));

    protected override void PreStart()
    {
        _heartbeat = Context.ActorOf(HeartbeatActor.Create(_settings, _services), "heartbeat");
        _memory = Context.ActorOf(MemoryActor.Create(_settings, _services), "memory");
        _children = Context.ActorOf(ChildrenActor.Create(_settings, _services), "children");
        if (_record.Handed is { } handed)
        {
            TakeOver(handed);
            return;
        }

        ResumeFromRecord();
    }

    protected override void PreRestart(Exception reason, object message)
    {
        // Unlike the default this does not call PostStop: the process lives on in the record.
        foreach (var child in Context.GetChildren())
        {
            Context.Stop(child);
        }
    }

    protected override void PostStop()
    {
        CancelPostStartHook();
        CancelPreStopHook();
        _record.Signals?.Dispose();

        // Reached with a living process only when the actor system is torn down without the tree having been stopped.
        if (_record.Process is { } process)
        {
            _services.KillLater(process.KillTreeAsync(_settings.Stop.KillTimeout));
        }
        else if (_record is { Spawning: true, Spawn: { } spawn })
        {
            _record.Start?.Cancel();
            _services.KillLater(KillSpawnedAsync(spawn, _settings.Stop.KillTimeout));
        }
    }

    // What goes wrong in a child actor must not end its watch.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Resume);

    private static async Task KillSpawnedAsync(Task<Posix.SpawnResult> spawn, TimeSpan bound)
    {
        if (await spawn.ConfigureAwait(false) is Posix.SpawnResult.Started started)
        {
            await started.Process.KillTreeAsync(bound).ConfigureAwait(false);
        }
    }

    // A new incarnation continues where the last one was.
    private void ResumeFromRecord()
    {
        _record.Output?.Begin();
        if (HasNoProcess)
        {
            UseNextSettings();
        }

        AnswerIfDown();
        switch (_record.State)
        {
            case EngineState.Running when _record.Process is { } process:
                Watch(process);
                BeginWatching(process);
                break;
            case EngineState.Stopping when !_record.Spawning && _record.Process is not null:
                BeginStop();
                break;
            case EngineState.Backoff:
                Timers.StartSingleTimer(nameof(BackoffElapsed), new BackoffElapsed(_record.Attempt), _record.BackoffDelay);
                break;
            case EngineState.Unknown:
                ScheduleKillAgain();
                break;
        }
    }

    private void OnStart(StartEngine message)
    {
        BeWantedUp();
        if (!Asks())
        {
            Apply(EngineSignal.StartRequested);
        }
    }

    private void OnRetry()
    {
        if (_record is { State: EngineState.Fatal, Desired: DesiredState.Up } && !Hold())
        {
            Apply(EngineSignal.StartRequested);
        }
    }

    private void BeWantedUp()
    {
        _record.Desired = DesiredState.Up;
        _record.StoppedByHand = false;
    }

    private void OnBackoffElapsed()
    {
        if (_record.State != EngineState.Backoff || !Hold())
        {
            Apply(EngineSignal.BackoffElapsed);
        }
    }

    private void OnWantUp()
    {
        BeWantedUp();
        TellGroup();
    }

    private void OnResume()
    {
        if (_record.Desired == DesiredState.Up && !Asks())
        {
            Apply(EngineSignal.StartRequested);
        }

        TellGroup();
    }

    private void OnStop(StopEngine message)
    {
        // A temporary engine that its supervisor stops is not started again, as OTP has it.
        if (message.Manual || message.Sticky || _settings.Restart == RestartType.Temporary)
        {
            _record.Desired = DesiredState.Down;
        }

        _record.StoppedByHand |= message.Manual;
        _record.Held = false;
        _record.WaitingFor = null;
        _record.DownAsked = message.Manual ? _record.DownAsked : message.Round;

        // FATAL is down already, and its group's stop must not hide that the engine was given up on.
        if (message.Manual || _record.State != EngineState.Fatal)
        {
            SetStopReason(message.Why);
            // A finished engine is down already, and stays EXITED.
            if (message.Manual || !IsFinished)
            {
                Apply(EngineSignal.StopRequested);
            }
        }

        // The desired state may have changed even where the state did not; plans go by it.
        TellGroup();
        AnswerIfDown();
    }

    private bool IsFinished => _record is { State: EngineState.Exited, Desired: DesiredState.Down, Process: null, Clearing: false };

    private void AnswerIfDown()
    {
        if (_record.DownAsked is { } round && (IsFinished || _record.State is EngineState.Stopped or EngineState.Fatal or EngineState.Unknown))
        {
            _record.DownAsked = null;
            Context.Parent.Tell(new EngineDown(_settings.Name, round, _record.Survivors));
        }
    }

    private void OnRestart(RestartEngine message)
    {
        if (message.OnlyIfUp && _record.Desired == DesiredState.Down)
        {
            return;
        }

        BeWantedUp();
        SetStopReason(message.Why);
        if (!Asks())
        {
            Apply(EngineSignal.RestartRequested);
        }
    }

    // The token belongs to the stop that runs; the next one gets its own.
    private void OnHastenOnce()
    {
        if (_record.State != EngineState.Stopping)
        {
            return;
        }

        OnHasten();
        _record.Hasten = new CancellationTokenSource();
    }

    private void OnHasten()
    {
        _record.Hasten.Cancel();
        EndPreStop();
    }

    private void OnRestartDue(RestartDue message)
    {
        _record.BackoffDelay = message.Delay;
        _record.BackoffSince = _services.Time.GetTimestamp();
        _record.Failures = message.Failures;
        Apply(EngineSignal.RestartDue);
        TellGroup();
    }

    private void OnGivenUp(GivenUp message)
    {
        _record.Failure = message.Failure;
        Apply(EngineSignal.GivenUp);
    }

    private void OnUnhealthy(EngineUnhealthy message)
    {
        if (_record.State != EngineState.Running)
        {
            return;
        }

        _record.Failure = new EngineFailure(message.Kind, message.Message, null, [], ReadyFor());
        _record.StopReason = message.Message;
        _record.KillAtOnce = message.AtOnce;
        _record.Intent = StopIntent.Fail;
        Apply(EngineSignal.Unhealthy);
    }

    private void OnRollGranted(RollGranted granted)
    {
        _record.Draining = granted.Wanted.Drain;
        OnUnhealthy(new EngineUnhealthy(granted.Wanted.Attempt, FailureKind.MemoryExceeded, granted.Wanted.Message));
    }

    private void OnReadinessChanged(ReadinessChanged message)
    {
        if (_record.State != EngineState.Running)
        {
            return;
        }

        if (message.Ready)
        {
            BecomeReady();
        }
        else
        {
            Timers.Cancel(nameof(ReadyDue));
            if (_record.Readiness == Readiness.Ready)
            {
                BecomeNotReady(message.Why);
            }
        }
    }

    private void OnStatusTextChanged(StatusTextChanged message)
    {
        _record.StatusText = message.Text;
        TellGroup();
        if (!Timers.IsTimerActive(nameof(StatusDue)))
        {
            TellStatus();
        }
    }

    // The newest words, where they have not been told.
    private void TellStatus()
    {
        if (_record.StatusText is not { } text || text == _toldStatus)
        {
            return;
        }

        _toldStatus = text;
        _services.Events.Publish(new EngineStatusReported(_settings.Name, _settings.Group, _record.Process?.Pid ?? _record.Pid, _record.Attempt, text));
        Timers.StartSingleTimer(nameof(StatusDue), StatusDue.Instance, _statusPace);
    }

    private void SetStopReason(string why)
    {
        if (_record.State != EngineState.Stopping)
        {
            _record.StopReason = why;
        }
    }

    private void Discard(SpawnCompleted late)
    {
        // A process of an attempt that nobody waits for any more; it must not live on unseen.
        if (late.Result is Posix.SpawnResult.Started started)
        {
            _services.KillLater(started.Process.KillTreeAsync(_settings.Stop.KillTimeout));
        }
    }
}
