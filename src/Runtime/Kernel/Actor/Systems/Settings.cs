using Supervision.Actor.Setup;
using Supervision.Configuration;
using Supervision.Event;
using Supervision.Hocon;

namespace Supervision.Actor;

/// <summary>The settings of a system, read once from its configuration.</summary>
public class Settings
{
    /// <summary>Reads the settings.</summary>
    public Settings(ActorSystem system, Config config)
        : this(system, config, ActorSystemSetup.Empty)
    {
    }

    /// <summary>Reads the settings.</summary>
    /// <param name="system">The system.</param>
    /// <param name="config">The configuration; what it does not say has a default.</param>
    /// <param name="setup">What the system is started with in code.</param>
    /// <exception cref="ConfigurationException">A value is out of range.</exception>
    public Settings(ActorSystem system, Config config, ActorSystemSetup setup)
    {
        System = system;
        Config = config;
        Setup = setup;
        Util.Option<TypeNamesSetup> named = setup.Get<TypeNamesSetup>();
        TypeNames = new Util.TypeNames(named.HasValue ? named.Value : null);
        Config akka = config.GetConfig("akka") ?? Config.Empty;
        LogLevel = akka.GetString("loglevel", "INFO")!;
        StdoutLogLevel = akka.GetString("stdout-loglevel", "WARNING")!;
        Loggers = akka.HasPath("loggers") ? akka.GetStringList("loggers") : [typeof(DefaultLogger).FullName!];
        LoggersDispatcher = akka.GetString("loggers-dispatcher", Dispatch.Dispatchers.DefaultDispatcherId)!;
        LoggerStartTimeout = akka.GetTimeSpan("logger-startup-timeout", TimeSpan.FromSeconds(5));
        LoggerAsyncStart = akka.GetBoolean("logger-async-start", false);
        LogConfigOnStart = akka.GetBoolean("log-config-on-start", false);
        LogDeadLettersDuringShutdown = akka.GetBoolean("log-dead-letters-during-shutdown", false);
        LogDeadLettersSuspendDuration = akka.GetTimeSpan("log-dead-letters-suspend-duration", TimeSpan.FromMinutes(5));
        LogDeadLetters = akka.GetString("log-dead-letters", "10")!.ToLowerInvariant() switch
        {
            "on" or "true" or "yes" => int.MaxValue,
            "off" or "false" or "no" => 0,
            _ => akka.GetInt("log-dead-letters", 10),
        };
        Util.Option<LogFilterSetup> filters = setup.Get<LogFilterSetup>();
        LogFilter = filters.HasValue ? filters.Value.CreateEvaluator() : LogFilterEvaluator.NoFilters;
        StdoutLogger = MakeStdoutLogger(akka.GetString("stdout-logger-class", string.Empty)!);
        StdoutLogger.Filter = LogFilter;
        LogFormatter = MakeFormatter(akka.GetString("logger-formatter", string.Empty)!);
        SupervisorStrategyClass = akka.GetString("actor.guardian-supervisor-strategy", typeof(DefaultSupervisorStrategy).FullName)!;
        EmitActorTelemetry = akka.GetBoolean("actor.telemetry.enabled", false);
        AskTimeout = akka.GetTimeSpan("actor.ask-timeout", Timeout.InfiniteTimeSpan);
        CreationTimeout = akka.GetTimeSpan("actor.creation-timeout", TimeSpan.FromSeconds(20));
        UnstartedPushTimeout = akka.GetTimeSpan("actor.unstarted-push-timeout", TimeSpan.FromSeconds(10));
        DebugAutoReceive = akka.GetBoolean("actor.debug.autoreceive", false);
        DebugLifecycle = akka.GetBoolean("actor.debug.lifecycle", false);
        DebugEventStream = akka.GetBoolean("actor.debug.event-stream", false);
        DebugUnhandledMessage = akka.GetBoolean("actor.debug.unhandled", false);
        DebugTimerScheduler = akka.GetBoolean("actor.debug.log-timers", false);
        FsmDebugEvent = akka.GetBoolean("actor.debug.fsm", false);
        AddLoggingReceive = akka.GetBoolean("actor.debug.receive", false);
        SchedulerClass = akka.GetString("scheduler.implementation", typeof(HashedWheelTimerScheduler).FullName)!;
        SchedulerShutdownTimeout = akka.GetTimeSpan("scheduler.shutdown-timeout", TimeSpan.FromSeconds(5));
        CoordinatedShutdownTerminateActorSystem = akka.GetBoolean("coordinated-shutdown.terminate-actor-system", true);
        CoordinatedShutdownRunByActorSystemTerminate = akka.GetBoolean("coordinated-shutdown.run-by-actor-system-terminate", true);
    }

    /// <summary>The system.</summary>
    public ActorSystem System { get; }

    /// <summary>The configuration.</summary>
    public Config Config { get; private set; }

    /// <summary>What the system is started with in code.</summary>
    public ActorSystemSetup Setup { get; }

    /// <summary>The lowest level that the loggers hear: DEBUG, INFO, WARNING, ERROR or OFF. Default INFO.</summary>
    public string LogLevel { get; }

    /// <summary>The lowest level on standard output before the loggers run. Default WARNING.</summary>
    public string StdoutLogLevel { get; }

    /// <summary>The loggers by name.</summary>
    public IList<string> Loggers { get; }

    /// <summary>Where loggers run.</summary>
    public string LoggersDispatcher { get; }

    /// <summary>How long the start waits for the loggers. Default 5 s.</summary>
    public TimeSpan LoggerStartTimeout { get; }

    /// <summary>True when the start does not wait for the loggers. Default false.</summary>
    public bool LoggerAsyncStart { get; }

    /// <summary>True to log the whole configuration at start. Default false.</summary>
    public bool LogConfigOnStart { get; }

    /// <summary>How many dead letters are logged before logging pauses; 0 for none, <see cref="int.MaxValue"/> for all. Default 10.</summary>
    public int LogDeadLetters { get; }

    /// <summary>True to log dead letters while the system stops. Default false.</summary>
    public bool LogDeadLettersDuringShutdown { get; }

    /// <summary>How long the logging of dead letters pauses; infinite for ever. Default 5 min.</summary>
    public TimeSpan LogDeadLettersSuspendDuration { get; }

    /// <summary>What loggers ask whether to print an event; from <see cref="LogFilterSetup"/>.</summary>
    public LogFilterEvaluator LogFilter { get; }

    /// <summary>Logs to standard output while there are no loggers, and for <see cref="DefaultLogger"/>.</summary>
    public MinimalLogger StdoutLogger { get; }

    /// <summary>Makes text of log templates.</summary>
    public ILogMessageFormatter LogFormatter { get; }

    /// <summary>The name of the <see cref="SupervisorStrategyConfigurator"/> of the user guardian.</summary>
    public string SupervisorStrategyClass { get; }

    /// <summary>How long an ask waits when it does not say. Default for ever.</summary>
    public TimeSpan AskTimeout { get; }

    /// <summary>How long the making of top-level actors may take. Default 20 s.</summary>
    public TimeSpan CreationTimeout { get; }

    /// <summary>How long a message waits for an actor that is not started. Default 10 s.</summary>
    public TimeSpan UnstartedPushTimeout { get; }

    /// <summary>True to log messages that the kernel handles itself, at DEBUG. Default false.</summary>
    public bool DebugAutoReceive { get; }

    /// <summary>True to log starts, restarts and stops, at DEBUG. Default false.</summary>
    public bool DebugLifecycle { get; }

    /// <summary>True to log subscriptions, at DEBUG. Default false.</summary>
    public bool DebugEventStream { get; }

    /// <summary>True to log unhandled messages, at DEBUG. Default false.</summary>
    public bool DebugUnhandledMessage { get; }

    /// <summary>True to log timers, at DEBUG. Default false.</summary>
    public bool DebugTimerScheduler { get; }

    /// <summary>True to log events, transitions and timers of every <see cref="ILoggingFSM"/>, at DEBUG. Default false.</summary>
    public bool FsmDebugEvent { get; }

    /// <summary>True to publish <see cref="IActorTelemetryEvent"/>s. Default false.</summary>
    public bool EmitActorTelemetry { get; }

    /// <summary>True to log received messages where an actor asks for it. Default false.</summary>
    public bool AddLoggingReceive { get; }

    /// <summary>The name of the scheduler; empty for the kernel's own.</summary>
    public string SchedulerClass { get; }

    /// <summary>How long the scheduler may take to stop. Default 5 s.</summary>
    public TimeSpan SchedulerShutdownTimeout { get; }

    /// <summary>True when coordinated shutdown ends with the system. Default true.</summary>
    public bool CoordinatedShutdownTerminateActorSystem { get; }

    /// <summary>True when <see cref="ActorSystem.Terminate"/> runs coordinated shutdown. Default true.</summary>
    public bool CoordinatedShutdownRunByActorSystemTerminate { get; }

    internal Util.TypeNames TypeNames { get; }

    /// <summary>Puts a configuration behind the present one: the defaults of an extension. What was read before does not change.</summary>
    /// <param name="config">Supplies what is missing.</param>
    public void InjectTopLevelFallback(Config config) => Config = Config.WithFallback(config);

    /// <inheritdoc/>
    public override string ToString() => Config.ToString() ?? string.Empty;

    private MinimalLogger MakeStdoutLogger(string typeName) => typeName.Length == 0
        ? new StandardOutLogger()
        : TypeNames.Create<MinimalLogger>(
            typeName,
            "akka.stdout-logger-class",
            nameof(TypeNamesSetup),
            static own => own == nameof(StandardOutLogger) ? new StandardOutLogger() : null);

    private ILogMessageFormatter MakeFormatter(string typeName) => typeName.Length == 0
        ? DefaultLogMessageFormatter.Instance
        : TypeNames.Create<ILogMessageFormatter>(
            typeName,
            "akka.logger-formatter",
            nameof(TypeNamesSetup),
            static own => own == nameof(DefaultLogMessageFormatter) ? DefaultLogMessageFormatter.Instance : null);

    internal IEnumerable<(string Key, Config Section)> DeploymentSections()
    {
        foreach ((string key, HoconValue value) in Config.GetConfig("akka.actor.deployment").AsEnumerable())
        {
            if (value is HoconObject section)
            {
                yield return (key, new Config(section));
            }
        }
    }
}
