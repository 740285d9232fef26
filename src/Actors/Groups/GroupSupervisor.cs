// Overview
// The supervisor of one group. A failure arrives through the strategy (EngineStrategy), on this actor's thread; this class decides what
// it leads to: another attempt after a backoff, a restart plan over several engines, or giving up. It never waits: stopping and
// starting others in order is a RestartPlan or a stop queue that goes on with each answer of an engine.
//
// Giving up follows OTP: the group stops its engines, then fails itself (GroupFailedException), and its own supervisor decides.
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Groups;

/// <summary>Supervises the engines of one group by its strategy.</summary>
internal sealed partial class GroupSupervisor : ReceiveActor
{
    private readonly GroupSettings _settings;
    private readonly TreeServices _services;
    private readonly List<EngineEntry> _entries = [];
    private readonly RestartBudget _intensity;
    private GroupMode _mode = GroupMode.Running;
    private GroupFailedException? _givingUp;
    private RestartPlan? _plan;

    public GroupSupervisor(GroupSettings settings, TreeServices services)
    {
        _settings = settings;
        _services = services;
        _intensity = new RestartBudget(settings.Intensity, settings.Period, services.Time);
        Receive<StartGroup>(_ => OnStartGroup());
        Receive<StopGroup>(OnStopGroup);
        Receive<HastenStop>(_ => _entries.ForEach(entry => entry.Actor.Tell(HastenStop.Instance)));
        Receive<EngineChanged>(OnEngineChanged);
        Receive<EngineDown>(OnEngineDown);
        Receive<EngineCommand>(OnCommand);
        Receive<RollWanted>(OnRollWanted);
    }

    public static Props Create(GroupSettings settings, TreeServices services) => Props.Create(() => new GroupSupervisor(settings, services));

    protected override SupervisorStrategy SupervisorStrategy() => new EngineStrategy(OnEngineFailed);

    protected override void PreStart()
    {
        foreach (var engine in _settings.Engines)
        {
            var record = new EngineRecord { StateSince = _services.Time.GetUtcNow() };
            var actor = Context.ActorOf(EngineActor.Create(engine, record, _services), engine.Name);
            var status = new EngineStatus(
                engine.Name, _settings.Name, EngineState.Stopped, DesiredState.Down, Readiness.Unknown, null, 0, record.StateSince, null);
            _entries.Add(new EngineEntry(
                engine, _entries.Count, actor, status,
                new RestartBudget(engine.Budget.MaxRetries, engine.Budget.Within, _services.Time),
                new BackoffState(engine.Backoff, _services.Jitter))
            {
                InternalErrors = new RestartBudget(3, TimeSpan.FromMinutes(1), _services.Time),
            });
        }
    }

    private void OnStartGroup()
    {
        if (_mode != GroupMode.Running)
        {
            return;
        }

        // Not earlier: the listeners are subscribed only now.
        _services.Events.Publish(new GroupAdded(_settings.Name));
        List<EngineEntry> starting = [.. _entries.Where(entry => entry.Settings.AutoStart)];
        if (_settings.Strategy == GroupStrategy.OneForOne || starting.Count == 0)
        {
            starting.ForEach(entry => entry.Actor.Tell(StartEngine.Instance));
            return;
        }

        // The order means something: each starts when the one before it runs, as in a restart.
        foreach (var entry in starting)
        {
            entry.Actor.Tell(WantUp.Instance);
            entry.Status = entry.Status with { Desired = DesiredState.Up };
        }

        _plan = new RestartPlan(starting[0], starting[1..], TimeSpan.Zero);
        _plan.BeginStarting();
        starting[0].Actor.Tell(ResumeEngine.Instance);
    }

    private void OnEngineChanged(EngineChanged change)
    {
        var entry = _entries.Find(entry => entry.Settings.Name == change.Status.Name)!;
        entry.Status = change.Status;
        entry.Survivors = change.Survivors;
        if (change.Status.Readiness == Readiness.Ready)
        {
            entry.WaitingSince = null;
        }

        Context.Parent.Tell(new GroupChanged(_settings.Name, change.Status));
        ContinuePlan(entry);
    }

    private void OnCommand(EngineCommand command)
    {
        var entry = _entries.Find(entry => entry.Settings.Name == command.Engine);
        if (entry is null || _mode != GroupMode.Running)
        {
            Sender.Tell(entry is null ? EngineCommandResult.NotFound : EngineCommandResult.Stopping);
            return;
        }

        // While a plan stops an engine in order to start it again, a start or restart is what will happen anyway.
        var planned = _plan is { Starting: null } plan && (plan.Failed == entry || plan.WillStart(entry));
        entry.Actor.Tell(planned && command.Command is not StopEngine ? WantUp.Instance : command.Command);

        Sender.Tell(EngineCommandResult.Accepted);
    }

    private enum GroupMode
    {
        Running,
        Stopping,
        GivingUp,
    }
}
