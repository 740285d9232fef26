// Overview
// The top of the tree. Owns the topmost groups in order of priority and decides whether the tree goes on: a group that gave up, or an
// error in a group's own code, ends it. Stopping goes group by group in reverse order, each awaited; when the last is down, the
// listeners get the time to write what they still have, and only then is the outcome told. It also hears of every engine's changes,
// wherever in the tree, and tells engines what their starts wait for (SupervisionGuardian.Dependencies.cs).
using Supervision.Actors.Dependencies;
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Groups;
using Supervision.Actors.Handover;
using Supervision.Actors.Listeners;
using Supervision.Actors.Settings;

namespace Supervision.Actors;

/// <summary>Owner of the groups; decides when the tree ends, and how.</summary>
internal sealed partial class SupervisionGuardian : ReceiveActor
{
    private static readonly TimeSpan _drainTime = TimeSpan.FromSeconds(2);

    private SupervisionSettings _settings;
    private readonly TreeServices _services;
    private readonly SupervisionTreeOptions _options;
    private readonly TaskCompletionSource<TreeOutcome> _completion;
    private readonly Dictionary<string, IActorRef> _groups = [];
    private readonly OrderedDictionary<string, EngineStatus> _engines = [];
    private readonly Dictionary<string, string> _topOf = [];
    private readonly Dictionary<string, GroupEnded> _ended = [];
    private readonly Stack<string> _toStop = new();
    private readonly List<string> _survivors = [];
    private readonly HashSet<string> _abandoned = [];
    private IActorRef _listeners = ActorRefs.Nobody;
    private TreeOutcome? _outcome;
    private string? _stopping;
    private bool _isHeard;
    private bool _isDown;
    private string _stopReason = "";

    public SupervisionGuardian(
        SupervisionSettings settings, TreeServices services, SupervisionTreeOptions options, TaskCompletionSource<TreeOutcome> completion)
    {
        _settings = settings;
        _services = services with { Guardian = Self };
        _options = options;
        _completion = completion;
        Receive<StopTree>(message => BeginStop(new TreeOutcome(TreeOutcomeKind.Stopped, $"stopped: {message.Why}", null, []), message.Why));
        Receive<HastenStop>(_ => HastenAll());
        Receive<GroupChanged>(OnGroupChanged);
        Receive<EngineAbandoned>(OnEngineAbandoned);
        Receive<GroupStopped>(OnGroupStopped);
        Receive<GroupUp>(_ => { });
        Receive<GroupEnded>(OnGroupEnded);
        Receive<GroupRevived>(revived => _ended.Remove(revived.Group));
        Receive<EngineJoined>(OnEngineJoined);
        Receive<GroupsLeft>(left => OnGroupsLeft(left.Groups));
        Receive<ReloadTree>(OnReload);
        Receive<RefuseReload>(refuse => _services.Events.Publish(new ReloadRefused(refuse.Why)));
        Receive<EngineLeaving>(leaving => _removed.Add(leaving.Engine));
        Receive<EngineLeft>(OnEngineLeft);
        Receive<EngineCommand>(OnCommand);
        Receive<InstancesCommand>(OnInstancesCommand);
        Receive<WhyEngine>(OnWhy);
        Receive<DependenciesWanted>(OnDependenciesWanted);
        Receive<LineSeen>(OnLineSeen);
        Receive<GetTree>(_ => Sender.Tell(new TreeStatus([.. _engines.Values])));
        Receive<GetSettings>(_ => Sender.Tell(Running()));
        Receive<StartTree>(_ => Start());
        Receive<ListenersDrained>(_ => Complete());
        Receive<Rest>(OnRest);
        Receive<Rested>(AnswerIfAllRest);
        // Meant for one that rests.
        Receive<Thaw>(_ => { });
    }

    public static Props Create(
        SupervisionSettings settings, TreeServices services, SupervisionTreeOptions options, TaskCompletionSource<TreeOutcome> completion) =>
        Props.Create(() => new SupervisionGuardian(settings, services, options, completion));

    protected override SupervisorStrategy SupervisorStrategy() => new GuardianStrategy(OnGroupFailed);

    protected override void PreStart()
    {
        if (_completion.Task.IsCompleted)
        {
            // The last incarnation failed and the tree's end has been told; a second copy of its engines must not start.
            Context.Stop(Self);
            return;
        }

        try
        {
            CreateChildren();
        }
        catch (Exception error) when (error is InvalidActorNameException or ArgumentException)
        {
            // Names that clash: settings made in code that no loader has checked.
            _completion.TrySetResult(new TreeOutcome(TreeOutcomeKind.InternalError, $"the tree cannot be built: {error.Message}", null, []));
            Context.Stop(Self);
        }
    }

    private void CreateChildren()
    {
        var handed = _options.TakenOver?.Tree;
        _listeners = Context.ActorOf(ListenersSupervisor.Create(_options.Listeners), "listeners");
        foreach (var tree in GroupPlan.TreesOf(_settings.Groups))
        {
            AddTree(tree, handed?.Groups.FirstOrDefault(group => group.Name == tree.Settings.Name));
            _toStop.Push(tree.Settings.Name);
        }

        if (handed is not null)
        {
            RestoreWhatEnded(handed);
        }

        // The groups start once every listener is subscribed; what is published before, as a command that comes early, is kept back until then.
        _listeners.Ask<ListenersReady>(AwaitListeners.Instance, _drainTime).PipeTo(
            Self, Self, _ => StartTree.Instance, _ => StartTree.Instance);
    }

    private void AddTree(GroupPlan tree, HandedGroup? handed = null)
    {
        var group = tree.Settings.Name;
        if (handed is not null)
        {
            Know(handed, group);
        }
        else
        {
            foreach (var plan in tree.All())
            {
                Know(plan, group);
            }
        }

        var record = handed is null ? new GroupRecord(tree.Settings) : GroupRecord.Restore(tree, handed, _services);
        _groups.Add(group, Context.ActorOf(GroupSupervisor.Create(tree, record, _services), group));
    }

    private void Know(GroupPlan plan, string top)
    {
        _topOf[plan.Settings.Name] = top;
        foreach (var engine in plan.Settings.Engines)
        {
            AddEngine(engine, new EngineStatus(
                engine.Name, plan.Settings.Name, EngineState.Stopped, DesiredState.Down, Readiness.Unknown, null, 0,
                _services.Time.GetUtcNow(), null));
        }
    }

    protected override void PostStop() => _completion.TrySetResult(_outcome ?? new TreeOutcome(
        TreeOutcomeKind.InternalError, "the actor system ended before the tree was stopped", null, []));

    private void Start()
    {
        _isHeard = true;
        _services.Events.Release();
        if (_isDown)
        {
            Drain();
        }
        else if (_options.TakenOver is { } state)
        {
            // Also where the tree is to stop already: who rests cannot.
            BeginTakeOver(state.Tree);
        }
        else if (_outcome is null)
        {
            _hasStarted = true;
            _services.Events.Publish(new TreeStarted());
            foreach (var group in _toStop.Reverse())
            {
                _groups[group].Tell(StartGroup.Instance);
            }
        }

        _early.Release(Self);
    }

    private void OnGroupChanged(GroupChanged change)
    {
        if (!_engines.ContainsKey(change.Status.Name))
        {
            return;
        }

        _engines[change.Status.Name] = change.Status;
        if (change.Status.State is not EngineState.Fatal and not EngineState.Backoff and not EngineState.Exited)
        {
            _abandoned.Remove(change.Status.Name);
        }

        OnDependencyChanged(change.Status);
        EndIfAllIsOver();
    }

    private void OnEngineAbandoned(EngineAbandoned message)
    {
        _abandoned.Add(message.Engine);
        EndIfAllIsOver();
    }

    private void OnGroupEnded(GroupEnded ended)
    {
        _ended[ended.Group] = ended;
        EndIfAllIsOver();
    }

    private void OnEngineLeft(EngineLeft left)
    {
        _engines.Remove(left.Engine);
        _questions.Remove(left.Engine);
        _board.Remove(left.Engine);
        _abandoned.Remove(left.Engine);
        JoinMoved(left.Engine);
        if (_engines.Count > 0 && _settings.Engines.All(engine => engine.Name != left.Engine))
        {
            EndIfAllIsOver();
        }
    }

    // With nothing left that runs, or ever will by itself, there is nothing left to do.
    private void EndIfAllIsOver()
    {
        if (_outcome is not null || _expected.Count > 0 || !_engines.Values.All(IsOver))
        {
            return;
        }

        const string Why = "every engine has ended";
        if (_ended.Values.FirstOrDefault(ended => ended.Failure is not null) is { Failure: { } failure } gaveUp)
        {
            BeginStop(new TreeOutcome(TreeOutcomeKind.GaveUp, gaveUp.Summary, failure, []) { PolicyExitCode = gaveUp.ExitCode }, Why);
        }
        else if (_engines.Values.FirstOrDefault(engine => engine.LastFailure is not null) is { } failed)
        {
            BeginStop(
                new TreeOutcome(TreeOutcomeKind.GaveUp, $"{Why}; {failed.Name} {failed.LastFailure!.Message}", failed.LastFailure, [])
                {
                    PolicyExitCode = _settings.Engines.FirstOrDefault(engine => engine.Name == failed.Name)?.Failures.PolicyOf(failed.LastFailure.Kind).ExitCode,
                },
                Why);
        }
        else
        {
            BeginStop(new TreeOutcome(TreeOutcomeKind.Stopped, Why, null, []), Why);
        }
    }

    // EXITED and not wanted up: it has reached its end by its restart type. FATAL counts where its group said that it goes on without the
    // engine; else the group's own end is on its way. What was stopped by hand is not over; who stopped it may start it again.
    private bool IsOver(EngineStatus engine) =>
        engine is { State: EngineState.Exited, Desired: DesiredState.Down }
        || (engine.State == EngineState.Fatal && _abandoned.Contains(engine.Name))
        || _ended.ContainsKey(engine.Group);

    private void OnCommand(EngineCommand command)
    {
        if (!_engines.TryGetValue(command.Engine, out var engine))
        {
            Sender.Tell(EngineCommandResult.NotFound);
        }
        else if (_outcome is not null && command.Command is not (HastenEngine or SignalEngine or BeatEngine or WriteStdin))
        {
            Sender.Tell(EngineCommandResult.Stopping);
        }
        else
        {
            var waits = command.Command is StartEngine or RestartEngine && engine.State is not (EngineState.Running or EngineState.Starting)
                && _board.Weigh(engine.Name).WaitingFor is not null;
            PassOn(engine.Group, waits ? command with { Answer = EngineCommandResult.Waiting } : command);
        }
    }

    private void OnInstancesCommand(InstancesCommand command)
    {
        var instances = _board.InstancesOf(command.Engine);
        if (instances.Count == 0)
        {
            Sender.Tell(EngineCommandResult.NotFound);
        }
        else if (_outcome is not null)
        {
            Sender.Tell(EngineCommandResult.Stopping);
        }
        else
        {
            // Asked for by the name of an instance, too.
            var key = instances[0].Engine;
            var inner = command.Command is ScaleInstances scale ? scale with { Template = _settings.Templates.GetValueOrDefault(key) } : command.Command;
            PassOn(_engines[instances[0].Name].Group, new InstancesCommand(key, inner));
        }
    }

    private void OnWhy(WhyEngine why)
    {
        if (_engines.TryGetValue(why.Engine, out var engine))
        {
            PassOn(engine.Group, why);
        }
        else
        {
            Sender.Tell(EngineCommandResult.NotFound);
        }
    }

    private void PassOn(string group, object message)
    {
        if (_groups.TryGetValue(_topOf[group], out var top))
        {
            top.Forward(new InGroup(group, message));
        }
        else
        {
            Sender.Tell(EngineCommandResult.Stopping);
        }
    }

    private void OnGroupFailed(IActorRef group, Exception cause)
    {
        var name = group.Path.Name;
        var outcome = cause is GroupFailedException failed
            ? new TreeOutcome(TreeOutcomeKind.GaveUp, failed.Message, failed.Failure, []) { PolicyExitCode = failed.ExitCode }
            : new TreeOutcome(TreeOutcomeKind.InternalError, $"internal error in group {name}: {cause}", null, []);
        _survivors.AddRange((cause as GroupFailedException)?.Survivors ?? []);
        BeginStop(outcome, $"group {name} gave up");
        OnGroupDown(name);
    }

    private void BeginStop(TreeOutcome outcome, string why)
    {
        if (_outcome is not null)
        {
            // The first cause of the end is the one that is told; a failure during a stop that was asked for changes nothing.
            return;
        }

        _outcome = outcome;
        _stopReason = why;
        _services.Events.Publish(new TreeStopping(why));
        StopNext();
    }

    private void StopNext()
    {
        while (_toStop.TryPop(out var name))
        {
            if (_groups.TryGetValue(name, out var group))
            {
                _stopping = name;
                group.Tell(new StopGroup(_stopReason));
                return;
            }
        }

        _services.Events.Publish(new TreeStopped());
        _isDown = true;
        if (_isHeard)
        {
            Drain();
        }
    }

    private void Drain() => _listeners.Ask<ListenersDrained>(DrainListeners.Instance, _drainTime).PipeTo(
            Self, Self, drained => drained, _ => ListenersDrained.Instance);

    private void OnGroupStopped(GroupStopped stopped)
    {
        _survivors.AddRange(stopped.Survivors);
        OnGroupDown(stopped.Group);
    }

    private void OnGroupDown(string name)
    {
        var left = _groups.Remove(name, out var group) && _leaving.Remove(name);
        if (left)
        {
            Context.Stop(group!);
            OnGroupsLeft([.. _topOf.Where(one => one.Value == name).Select(one => one.Key)]);
        }

        if (_stopping == name)
        {
            _stopping = null;
            StopNext();
        }
    }

    private void HastenAll()
    {
        foreach (var group in _groups.Values)
        {
            group.Tell(HastenStop.Instance);
        }
    }

    private void Complete() => _completion.TrySetResult(_outcome! with { Survivors = _survivors });
}
