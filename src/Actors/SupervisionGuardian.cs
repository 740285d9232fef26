// Overview
// The top of the tree. Owns the groups in order of priority and decides whether the tree goes on: a group that gave up, or an error in
// a group's own code, ends it. Stopping goes group by group in reverse order, each awaited; when the last is down, the listeners get
// the time to write what they still have, and only then is the outcome told.
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Groups;
using Supervision.Actors.Listeners;
using Supervision.Actors.Settings;

namespace Supervision.Actors;

/// <summary>Owner of the groups; decides when the tree ends, and how.</summary>
internal sealed class SupervisionGuardian : ReceiveActor
{
    private static readonly TimeSpan _drainTime = TimeSpan.FromSeconds(2);

    private readonly SupervisionSettings _settings;
    private readonly TreeServices _services;
    private readonly SupervisionTreeOptions _options;
    private readonly TaskCompletionSource<TreeOutcome> _completion;
    private readonly Dictionary<string, IActorRef> _groups = [];
    private readonly Dictionary<string, EngineStatus> _engines = [];
    private readonly Stack<string> _toStop = new();
    private readonly List<string> _survivors = [];
    private readonly HashSet<string> _abandoned = [];
    private IActorRef _listeners = ActorRefs.Nobody;
    private TreeOutcome? _outcome;
    private string? _stopping;
    private string _stopReason = "";

    public SupervisionGuardian(
        SupervisionSettings settings, TreeServices services, SupervisionTreeOptions options, TaskCompletionSource<TreeOutcome> completion)
    {
        _settings = settings;
        _services = services;
        _options = options;
        _completion = completion;
        Receive<StopTree>(message => BeginStop(new TreeOutcome(TreeOutcomeKind.Stopped, $"stopped: {message.Why}", null, []), message.Why));
        Receive<HastenStop>(_ => HastenAll());
        Receive<GroupChanged>(OnGroupChanged);
        Receive<EngineAbandoned>(OnEngineAbandoned);
        Receive<GroupStopped>(OnGroupStopped);
        Receive<EngineCommand>(OnCommand);
        Receive<GetTree>(_ => Sender.Tell(new TreeStatus([.. _engines.Values])));
        Receive<StartTree>(_ => Start());
        Receive<ListenersDrained>(_ => Complete());
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
        _listeners = Context.ActorOf(ListenersSupervisor.Create(_options.Listeners), "listeners");
        foreach (var group in _settings.Groups)
        {
            _groups.Add(group.Name, Context.ActorOf(GroupSupervisor.Create(group, _services), group.Name));
            _toStop.Push(group.Name);
            foreach (var engine in group.Engines)
            {
                _engines.Add(engine.Name, new EngineStatus(
                    engine.Name, group.Name, EngineState.Stopped, DesiredState.Down, Readiness.Unknown, null, 0,
                    _services.Time.GetUtcNow(), null));
            }
        }

        // The groups start once every listener is subscribed, so that none misses the first event.
        _listeners.Ask<ListenersReady>(AwaitListeners.Instance, _drainTime).PipeTo(
            Self, Self, _ => StartTree.Instance, _ => StartTree.Instance);
    }

    protected override void PostStop() => _completion.TrySetResult(_outcome ?? new TreeOutcome(
        TreeOutcomeKind.InternalError, "the actor system ended before the tree was stopped", null, []));

    private void Start()
    {
        if (_outcome is not null)
        {
            return;
        }

        _services.Events.Publish(new TreeStarted());
        foreach (var group in _settings.Groups)
        {
            _groups[group.Name].Tell(StartGroup.Instance);
        }
    }

    private void OnGroupChanged(GroupChanged change)
    {
        _engines[change.Status.Name] = change.Status;
        if (change.Status.State is not EngineState.Fatal and not EngineState.Backoff and not EngineState.Exited)
        {
            _abandoned.Remove(change.Status.Name);
        }

        EndIfAllEnded();
    }

    private void OnEngineAbandoned(EngineAbandoned message)
    {
        _abandoned.Add(message.Engine);
        EndIfAllEnded();
    }

    // An engine that is EXITED and not wanted up has reached its end by its restart type, one that is FATAL by the policy of its failure; with
    // all of them there, nothing is left to do.
    private void EndIfAllEnded()
    {
        if (_outcome is not null || !_engines.Values.All(HasEnded))
        {
            return;
        }

        const string Why = "every engine has ended";
        BeginStop(
            _engines.Values.FirstOrDefault(engine => engine.LastFailure is not null) is { } failed
                ? new TreeOutcome(TreeOutcomeKind.GaveUp, $"{Why}; {failed.Name} {failed.LastFailure!.Message}", failed.LastFailure, [])
                {
                    PolicyExitCode = _settings.Engines.FirstOrDefault(engine => engine.Name == failed.Name)?.Failures.PolicyOf(failed.LastFailure.Kind).ExitCode,
                }
                : new TreeOutcome(TreeOutcomeKind.Stopped, Why, null, []),
            Why);
    }

    private bool HasEnded(EngineStatus engine) => engine is { State: EngineState.Exited, Desired: DesiredState.Down }
        || (engine.State == EngineState.Fatal && _abandoned.Contains(engine.Name));

    private void OnCommand(EngineCommand command)
    {
        if (!_engines.TryGetValue(command.Engine, out var engine))
        {
            Sender.Tell(EngineCommandResult.NotFound);
        }
        else if (_outcome is not null)
        {
            Sender.Tell(EngineCommandResult.Stopping);
        }
        else
        {
            _groups[engine.Group].Forward(command);
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
        _listeners.Ask<ListenersDrained>(DrainListeners.Instance, _drainTime).PipeTo(
            Self, Self, drained => drained, _ => ListenersDrained.Instance);
    }

    private void OnGroupStopped(GroupStopped stopped)
    {
        _survivors.AddRange(stopped.Survivors);
        OnGroupDown(stopped.Group);
    }

    private void OnGroupDown(string name)
    {
        _groups.Remove(name);
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
