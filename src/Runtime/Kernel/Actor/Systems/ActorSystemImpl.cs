using System.Diagnostics.CodeAnalysis;
using Supervision.Actor.Setup;
using Supervision.Configuration;
using Supervision.Dispatch;
using Supervision.Event;
using Supervision.Util;

namespace Supervision.Actor.Internal;

/// <summary>The system of this kernel. Make it with <see cref="ActorSystem.Create(string)"/>.</summary>
public partial class ActorSystemImpl : ExtendedActorSystem
{
    private readonly ExtensionRegistry _extensions;
    private readonly LocalActorRefProvider _provider;
    private readonly IScheduler _scheduler;
    private IActorRef? _deadLetterListener;
    private bool _started;

    /// <summary>Makes a system with the default configuration; it must be started.</summary>
    public ActorSystemImpl(string name)
        : this(name, Config.Empty, ActorSystemSetup.Empty)
    {
    }

    /// <summary>Makes a system; it must be started.</summary>
    /// <param name="name">The name.</param>
    /// <param name="config">The configuration.</param>
    /// <param name="setup">What else it is started with.</param>
    /// <param name="guardianProps">The actor at <c>/user</c>; none for the usual one.</param>
    public ActorSystemImpl(string name, Config config, ActorSystemSetup setup, Option<Props>? guardianProps = null)
    {
        CheckName(name);
        Name = name;
        GuardianProps = guardianProps ?? Option<Props>.None;
        Settings = new Settings(this, config, setup);
        EventStream = new EventStream(Settings.DebugEventStream);
        EventStream.StartStdoutLogger(Settings);
        Log = Logging.GetLogger(EventStream, $"ActorSystem({name})", Settings.LogFormatter);
        _extensions = new ExtensionRegistry(this);
        Option<SchedulerSetup> scheduling = setup.Get<SchedulerSetup>();
        _scheduler = scheduling.HasValue
            ? scheduling.Value.CreateScheduler(Section("akka.scheduler"), Log)
            : MakeScheduler(Settings.SchedulerClass);
        _provider = new LocalActorRefProvider(name, Settings, EventStream);
        Mailboxes = new Mailboxes(this);
        Dispatchers = new Dispatchers(this, new DefaultDispatcherPrerequisites(EventStream, _scheduler, Settings, Mailboxes), Log);
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override Settings Settings { get; }

    /// <inheritdoc/>
    public override EventStream EventStream { get; }

    /// <inheritdoc/>
    public override ILoggingAdapter Log { get; }

    /// <inheritdoc/>
    public override Dispatchers Dispatchers { get; }

    /// <inheritdoc/>
    public override Mailboxes Mailboxes { get; }

    /// <inheritdoc/>
    public override IScheduler Scheduler => _scheduler;

    /// <inheritdoc/>
    public override IActorRefProvider Provider => _provider;

    /// <inheritdoc/>
    public override IActorRef DeadLetters => _provider.DeadLetters;

    /// <inheritdoc/>
    public override IActorRef IgnoreRef => _provider.IgnoreRef;

    /// <inheritdoc/>
    public override IInternalActorRef Guardian => _provider.Guardian;

    /// <inheritdoc/>
    public override IInternalActorRef SystemGuardian => _provider.SystemGuardian;

    /// <inheritdoc/>
    public override IInternalActorRef LookupRoot => _provider.RootGuardian;

    /// <summary>The actor at <c>/user</c>; none for the usual one.</summary>
    public Option<Props> GuardianProps { get; }

    internal LocalActorRefProvider LocalProvider => _provider;

    /// <summary>Starts guardians and loggers.</summary>
    public void Start()
    {
        if (Interlocked.Exchange(ref _started, true))
        {
            LogConfig();
            return;
        }

        try
        {
            _provider.Init(this);
            _ = StopWhenRootStopped();
            if (Settings.LogDeadLetters > 0)
            {
                _deadLetterListener = SystemActorOf(
                    Props.Create(static () => new DeadLetterListener()).WithDispatcher(Dispatchers.InternalDispatcherId), "deadLetterListener");
            }

            EventStream.StartDefaultLoggers(this);

            // Made now, so that wrong phases fail the start and the exit of the process is heard of.
            CoordinatedShutdown.Get(this);
            _extensions.LoadConfigured();
            LogConfig();
        }
        catch (Exception)
        {
            Abort();
            throw;
        }
    }

    /// <inheritdoc/>
    public override IActorRef ActorOf(Props props, string? name = null) => _provider.Guardian.Cell.AttachChild(props, isSystemService: false, name);

    /// <inheritdoc/>
    public override IActorRef SystemActorOf(Props props, string? name = null) => _provider.SystemGuardian.Cell.AttachChild(props, isSystemService: true, name);

    /// <inheritdoc/>
    public override IActorRef SystemActorOf<[DynamicallyAccessedMembers(Props.ActorConstructors)] TActor>(string? name = null) =>
        SystemActorOf(Props.Create<TActor>(), name);

    /// <inheritdoc/>
    public override ActorSelection ActorSelection(ActorPath actorPath) => ActorRefFactoryShared.ActorSelection(actorPath, this);

    /// <inheritdoc/>
    public override ActorSelection ActorSelection(string actorPath) => ActorRefFactoryShared.ActorSelection(actorPath, this, LookupRoot);

    /// <inheritdoc/>
    public override void Stop(IActorRef actor)
    {
        IInternalActorRef target = (IInternalActorRef)actor;

        // A guardian must know that it waits for this child, so it is asked to stop it.
        if (target.Parent.Equals(Guardian) || target.Parent.Equals(SystemGuardian))
        {
            target.Parent.Tell(new Dispatch.SysMsg.StopChild(actor), ActorRefs.NoSender);
        }
        else
        {
            target.Stop();
        }
    }

    /// <inheritdoc/>
    public override object RegisterExtension(IExtensionId extension) => _extensions.Register(extension);

    /// <inheritdoc/>
    public override object? GetExtension(IExtensionId extensionId) => _extensions.TryGet(extensionId.ExtensionType, out object? found) ? found : null;

    /// <inheritdoc/>
    public override T? GetExtension<T>()
        where T : class => _extensions.TryGet(typeof(T), out object? found) ? (T)found : null;

    /// <inheritdoc/>
    public override bool HasExtension(Type type) => _extensions.Has(type);

    /// <inheritdoc/>
    public override bool HasExtension<T>() => HasExtension(typeof(T));

    /// <inheritdoc/>
    public override bool TryGetExtension(Type extensionType, out object? extension) => _extensions.TryGet(extensionType, out extension);

    /// <inheritdoc/>
    public override bool TryGetExtension<T>(out T? extension)
        where T : class
    {
        extension = GetExtension<T>();
        return extension is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => _provider.RootPath.Address.ToString();

    private void LogConfig()
    {
        if (Settings.LogConfigOnStart)
        {
            Log.Info(Settings.ToString());
        }
    }

    private static void CheckName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!char.IsAsciiLetterOrDigit(name[0]) || !name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            throw new ArgumentException(
                $"Invalid ActorSystem name [{name}]. Must contain only word characters (i.e. [a-zA-Z0-9] plus non-leading '-')", nameof(name));
        }
    }

    private IScheduler MakeScheduler(string typeName)
    {
        Config section = Section("akka.scheduler");
        return typeName.Length == 0
            ? new HashedWheelTimerScheduler(section, Log)
            : Settings.TypeNames.Create<IScheduler>(
                typeName,
                "akka.scheduler.implementation",
                nameof(SchedulerSetup),
                own => own switch
                {
                    nameof(HashedWheelTimerScheduler) => new HashedWheelTimerScheduler(section, Log),
                    nameof(HeapScheduler) => new HeapScheduler(section, Log),
                    _ => null,
                },
                section,
                Log);
    }

    private Config Section(string path) => Settings.Config.GetConfig(path) ?? Config.Empty;
}
