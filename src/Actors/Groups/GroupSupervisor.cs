// Overview
// The supervisor of one group. A failure arrives through the strategy (EngineStrategy), on this actor's thread; this class decides what
// it leads to: another attempt after a backoff, a restart plan over several children, or giving up. It never waits: stopping and
// starting others in order is a RestartPlan or a stop queue that goes on with each answer of a child.
//
// Children are engines and other groups. A group below is one child among the others: it is started, stopped and restarted as a whole.
// Giving up follows OTP: the group stops its children, then fails itself (GroupFailedException), and its own supervisor decides.
// A group that is restarted is a new incarnation of this actor with fresh budgets; what must not be lost is in GroupRecord.
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Handover;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Groups;

/// <summary>Supervises the engines of one group, and the groups below it, by its strategy.</summary>
internal sealed partial class GroupSupervisor : ReceiveActor, IWithTimers
{
    private GroupPlan _group;
    private GroupSettings _settings;
    private readonly GroupRecord _record;
    private readonly TreeServices _services;
    private readonly List<ChildEntry> _entries = [];
    private RestartBudget _intensity;
    private GroupMode _mode = GroupMode.Running;
    private RestartPlan? _plan;
    private bool _isUp;

    public GroupSupervisor(GroupPlan group, GroupRecord record, TreeServices services)
    {
        _group = record.Plan ?? group;
        _settings = _group.Settings;
        _record = record;
        _services = services;
        _intensity = new RestartBudget(_settings.Intensity, _settings.Period, services.Time);
        Receive<StartGroup>(_ => OnStartGroup());
        Receive<StopGroup>(OnStopGroup);
        Receive<HastenStop>(_ => _entries.ForEach(entry => entry.Actor.Tell(HastenStop.Instance)));
        Receive<EngineChanged>(OnEngineChanged);
        Receive<EngineDown>(down => OnChildDown(down.Engine, down.Round, down.Survivors));
        Receive<GroupStopped>(OnGroupStopped);
        Receive<ReloadGroup>(OnReload);
        Receive<Terminated>(OnTerminated);
        Receive<GroupUp>(OnGroupUp);
        Receive<GroupEnded>(OnGroupEnded);
        Receive<GroupRevived>(OnGroupRevived);
        Receive<StartDue>(OnStartDue);
        Receive<RetryDue>(OnRetryDue);
        Receive<InGroup>(OnInGroup);
        Receive<RollWanted>(OnRollWanted);
        Receive<Rest>(OnRest);
        Receive<Rested>(AnswerIfAllRest);
        // Meant for one that rests.
        Receive<Thaw>(_ => { });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private IEnumerable<EngineEntry> Engines => _entries.OfType<EngineEntry>();

    private IEnumerable<GroupEntry> Groups => _entries.OfType<GroupEntry>();

    public static Props Create(GroupPlan group, GroupRecord record, TreeServices services) =>
        Props.Create(() => new GroupSupervisor(group, record, services));

    protected override SupervisorStrategy SupervisorStrategy() => new EngineStrategy(OnChildFailed);

    protected override void PreStart()
    {
        foreach (var engine in _record.Engines)
        {
            AddEngine(engine);
        }

        foreach (var plan in _group.Groups)
        {
            AddGroup(plan);
        }

        if (_record.Handed is { } handed)
        {
            _record.Handed = null;
            TakeOver(handed);
        }
    }

    private GroupEntry AddGroup(GroupPlan plan)
    {
        var settings = plan.Settings;
        if (!_record.Groups.TryGetValue(settings.Name, out var record))
        {
            _record.Groups.Add(settings.Name, record = new GroupRecord(settings));
        }

        var actor = Context.ActorOf(Create(plan, record, _services), settings.Name);
        var entry = new GroupEntry(plan, _entries.Count, actor)
        {
            Restarts = new RestartBudget(settings.Restarts, settings.Period, _services.Time),
        };
        _entries.Add(entry);
        return entry;
    }

    private EngineEntry AddEngine(EngineSettings engine)
    {
        if (!_record.Records.TryGetValue(engine.Name, out var record))
        {
            _record.Records.Add(engine.Name, record = new EngineRecord(engine.KeepAttempts) { StateSince = _services.Time.GetUtcNow() });
            _record.Backoffs.Add(engine.Name, new BackoffState(engine.Backoff, _services.Jitter));
        }

        var status = record.Handed is not null ? record.Status(engine) : new EngineStatus(
            engine.Name, _settings.Name, record.State, record.Desired, Readiness.Unknown, null, record.Attempt, record.StateSince, record.Failure)
        {
            StoppedByHand = record.StoppedByHand,
        };
        var actor = Context.ActorOf(EngineActor.Create(engine, record, _services), engine.Name);
        var entry = new EngineEntry(engine, _entries.Count, actor, status)
        {
            Budget = new RestartBudget(engine.Budget.MaxRetries, engine.Budget.Within, _services.Time),
            Backoff = _record.Backoffs[engine.Name],
            InternalErrors = new RestartBudget(3, TimeSpan.FromMinutes(1), _services.Time),
        };
        _entries.Add(entry);
        return entry;
    }

    private void OnEngineChanged(EngineChanged change)
    {
        if (Engines.FirstOrDefault(entry => entry.Name == change.Status.Name) is not { } entry)
        {
            // It has left since.
            return;
        }

        if (change.Status.Attempt > entry.RetryFrom || change.Status.Desired == DesiredState.Down)
        {
            entry.RetryAt = null;
        }

        entry.IsStartAsked &= change.Status.State == EngineState.Fatal;
        entry.Status = change.Status with { RetryAt = entry.RetryAt };
        entry.Survivors = change.Survivors;
        if (change.Status.Readiness == Readiness.Ready)
        {
            entry.WaitingSince = null;
        }

        _services.Guardian.Tell(new GroupChanged(_settings.Name, entry.Status));
        if (entry is { Status.State: EngineState.Fatal, Settings.Restart: RestartType.Temporary })
        {
            // What it depends on will not come, and nobody restarts it.
            _services.Guardian.Tell(new EngineAbandoned(entry.Name));
        }

        ContinuePlan(entry);
        ContinueRolling(entry);
        if (entry.IsLeaving)
        {
            LeaveIfDown(entry);
        }

        NoteEnd(entry);
    }

    /// <summary>To the supervisor, and to the guardian where that is another.</summary>
    private void TellUp(object message)
    {
        Context.Parent.Tell(message);
        if (!Context.Parent.Equals(_services.Guardian))
        {
            _services.Guardian.Tell(message);
        }
    }

    private ChildEntry? Find(string name) => _entries.Find(entry => entry.Name == name);

    private enum GroupMode
    {
        Running,

        /// <summary>As asked from above.</summary>
        Stopping,

        /// <summary>Fails, or stays down, when everything is down.</summary>
        GivingUp,

        /// <summary>By auto-shutdown.</summary>
        Ending,

        /// <summary>Stopped from above; starts from there, or with a command.</summary>
        Stopped,

        /// <summary>Gave up, or ended by auto-shutdown, and stays down.</summary>
        Ended,
    }
}
