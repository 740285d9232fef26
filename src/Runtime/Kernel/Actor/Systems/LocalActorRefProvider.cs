using System.Globalization;
using Supervision.Actor.Internal;
using Supervision.Dispatch;
using Supervision.Event;

namespace Supervision.Actor;

/// <summary>The provider of a system that is one process.</summary>
public sealed class LocalActorRefProvider : IActorRefProvider
{
    private readonly EventStream _eventStream;
    private readonly TaskCompletionSource<Status> _terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly VirtualPathContainer _temp;
    private readonly DeadLetterActorRef _deadLetters;
    private readonly ActorPath _tempPath;
    private RootGuardianActorRef? _root;
    private LocalActorRef? _user;
    private LocalActorRef? _systemGuardian;
    private ActorSystemImpl? _system;
    private long _lastUid;
    private long _lastTemp;

    /// <summary>Makes the provider of a system.</summary>
    public LocalActorRefProvider(string systemName, Settings settings, EventStream eventStream)
    {
        Settings = settings;
        _eventStream = eventStream;
        RootPath = new RootActorPath(new Address("akka", systemName));
        Deployer = new Deployer(settings);
        _deadLetters = new DeadLetterActorRef(this, RootPath / "deadLetters", eventStream);
        IgnoreRef = new IgnoreActorRef(this);
        _tempPath = RootPath / "temp";
        _temp = new VirtualPathContainer(this, _tempPath, _deadLetters);
        Log = Logging.GetLogger(eventStream, nameof(LocalActorRefProvider));
    }

    /// <inheritdoc/>
    public IInternalActorRef RootGuardian => _root ?? throw NotStarted();

    /// <inheritdoc/>
    public LocalActorRef Guardian => _user ?? throw NotStarted();

    /// <inheritdoc/>
    public LocalActorRef SystemGuardian => _systemGuardian ?? throw NotStarted();

    /// <inheritdoc/>
    public IActorRef DeadLetters => _deadLetters;

    /// <inheritdoc/>
    public IActorRef IgnoreRef { get; }

    /// <inheritdoc/>
    public ActorPath RootPath { get; }

    /// <inheritdoc/>
    public Settings Settings { get; }

    /// <inheritdoc/>
    public Deployer Deployer { get; }

    /// <inheritdoc/>
    public IInternalActorRef TempContainer => _temp;

    /// <inheritdoc/>
    public Task TerminationTask => _terminated.Task;

    /// <inheritdoc/>
    public Address DefaultAddress => RootPath.Address;

    /// <summary>The event stream of the system.</summary>
    public EventStream EventStream => _eventStream;

    /// <summary>The provider's own log.</summary>
    public ILoggingAdapter Log { get; }

    internal ActorSystemImpl System => _system ?? throw NotStarted();

    /// <inheritdoc/>
    public void Init(ActorSystemImpl system)
    {
        _system = system;
        MessageDispatcher dispatcher = system.Dispatchers.InternalDispatcher;
        RootGuardianSupervisor walker = new((RootActorPath)RootPath, this, _terminated, Log);
        Props rootProps = Props.Create(static () => new GuardianActor(), SupervisorStrategy.StoppingStrategy);
        _root = new RootGuardianActorRef(system, rootProps, dispatcher, walker, RootPath);
        _root.AddName("temp", _temp);
        _root.AddName("deadLetters", _deadLetters);
        _root.Start();

        SupervisorStrategy strategy = SupervisorStrategyConfigurator.Create(Settings.SupervisorStrategyClass, Settings.TypeNames).Create();
        Props userProps = system.GuardianProps.HasValue
            ? system.GuardianProps.Value
            : Props.Create(static () => new GuardianActor(), strategy).WithDispatcher(Dispatchers.InternalDispatcherId);
        _user = (LocalActorRef)_root.Cell.AttachChild(userProps, isSystemService: true, "user");
        LocalActorRef user = _user;
        Props systemProps = Props.Create(() => new SystemGuardianActor(user), new OneForOneStrategy(DecideForSystem))
            .WithDispatcher(Dispatchers.InternalDispatcherId);
        _systemGuardian = (LocalActorRef)_root.Cell.AttachChild(systemProps, isSystemService: true, "system");

        // First /user goes, then /system, then the root.
        _systemGuardian.SendSystemMessage(new Dispatch.SysMsg.Watch(_user, _systemGuardian));
        _root.SendSystemMessage(new Dispatch.SysMsg.Watch(_systemGuardian, _root));
        _eventStream.StartUnsubscriber(system);
    }

    /// <summary>Makes a name of the root's namespace known, beside its children.</summary>
    public void RegisterExtraName(string name, IInternalActorRef actor) => (_root ?? throw NotStarted()).AddName(name, actor);

    /// <inheritdoc/>
    public ActorPath TempPath() =>
        new ChildActorPath(_tempPath, "$" + Interlocked.Increment(ref _lastTemp).ToString(CultureInfo.InvariantCulture), ActorCell.UndefinedUid);

    /// <inheritdoc/>
    public void RegisterTempActor(IInternalActorRef actorRef, ActorPath path) => _temp.AddChild(path.Name, actorRef);

    /// <inheritdoc/>
    public void UnregisterTempActor(ActorPath path) => _temp.RemoveChild(path.Name);

    /// <inheritdoc/>
    public FutureActorRef<T> CreateFutureRef<T>(TaskCompletionSource<T> tcs) => new(tcs, null, this);

    /// <inheritdoc/>
    public IInternalActorRef ActorOf(ActorSystemImpl system, Props props, IInternalActorRef supervisor, ActorPath path, bool systemService) =>
        NewChild(system, props, supervisor, path.Name, systemService);

    /// <inheritdoc/>
    public IActorRef ResolveActorRef(string path) =>
        ActorPath.TryParse(path, out ActorPath? parsed) ? ResolveActorRef(parsed) : DeadLetters;

    /// <inheritdoc/>
    public IActorRef ResolveActorRef(ActorPath actorPath)
    {
        if (actorPath.Address != DefaultAddress)
        {
            return DeadLetters;
        }

        IActorRef found = RootGuardian.GetChild(actorPath.Elements);
        bool rightOne = found is not Nobody && (actorPath.Uid == ActorCell.UndefinedUid || actorPath.Uid == found.Path.Uid);
        return rightOne ? found : new EmptyLocalActorRef(this, actorPath, _eventStream);
    }

    /// <inheritdoc/>
    public IActorRef RootGuardianAt(Address address) => address == DefaultAddress ? RootGuardian : DeadLetters;

    /// <inheritdoc/>
    public Address? GetExternalAddressFor(Address address) => address == DefaultAddress ? address : null;

    internal LocalActorRef NewChild(
        ActorSystemImpl system,
        Props props,
        IInternalActorRef supervisor,
        string name,
        bool systemService,
        LocalActorRefFactory? factory = null)
    {
        if (Deployer.HasDeployments && !systemService && Deployer.Lookup(supervisor.Path / name) is { } deploy)
        {
            // What the configuration says wins over the code.
            props = props.WithDeploy(deploy);
        }

        Props.Placement placement = props.PlacementIn(system);
        long uid = Interlocked.Increment(ref _lastUid);
        return factory is null
            ? new LocalActorRef(system, props, placement.Dispatcher, placement.MailboxType, supervisor, name, uid)
            : factory(system, props, placement.Dispatcher, placement.MailboxType, supervisor, new ChildActorPath(supervisor.Path, name, uid));
    }

    private static Directive DecideForSystem(Exception cause) => cause is ActorInitializationException or ActorKilledException
        ? Directive.Stop
        : Directive.Restart;

    private static InvalidOperationException NotStarted() => new("The actor system has not been started");
}
