using System.Globalization;
using Supervision.Actor;
using Supervision.Actor.Internal;
using Supervision.Configuration;
using Supervision.Dispatch;
using Supervision.Util;

namespace Supervision.Event;

// The life of the loggers. Before the loggers of the configuration run, and after they stopped, the minimal logger on
// standard output hears the bus, so that what goes wrong at the start and at the end of a system is seen.
public partial class LoggingBus
{
    private static readonly LogLevel[] AllLevels =
        [LogLevel.DebugLevel, LogLevel.InfoLevel, LogLevel.WarningLevel, LogLevel.ErrorLevel];

    private readonly Lock _loggerGate = new();
    private readonly List<IActorRef> _loggers = [];
    private static long s_lastName;
    private bool _keepsMinimal;
    private bool _loggersStopped;

    /// <summary>Lets the minimal logger hear the bus, at the level <c>stdout-loglevel</c>, until the loggers of the configuration run.</summary>
    /// <param name="config">The settings of the system.</param>
    public void StartStdoutLogger(Settings config)
    {
        ArgumentNullException.ThrowIfNull(config);
        lock (_loggerGate)
        {
            var level = Logging.LogLevelFor(config.StdoutLogLevel);
            _logLevel = (int)level;
            _loggers.Add(config.StdoutLogger);
            SubscribeLevels(config.StdoutLogger, level);
        }
    }

    /// <summary>
    /// Starts the loggers that <see cref="LoggingSetup"/> and the configuration name. The minimal one leaves the bus when the first of
    /// them is ready. One that is late, or never answers, does not keep the system from starting.
    /// </summary>
    /// <exception cref="ConfigurationException">A logger is not known.</exception>
    internal void StartDefaultLoggers(ActorSystemImpl system)
    {
        var settings = system.Settings;
        var scheduling = settings.Setup.Get<SchedulerSetup>();
        if (scheduling.HasValue)
            Clock = scheduling.Value.Time;
        if (this is EventStream stream)
            stream.StartUnsubscriber(system);
        var setup = settings.Setup.Get<LoggingSetup>();
        var level = setup.HasValue && setup.Value.LogLevel is { } chosen ? chosen : Logging.LogLevelFor(settings.LogLevel);
        var registrations = Registrations(settings, setup.HasValue ? setup.Value : null);
        lock (_loggerGate)
            _logLevel = (int)level;

        var started = registrations.ConvertAll(r => r.Props is null ? UseMinimal(settings.StdoutLogger) : StartLogger(system, r.Name, r.Props));
        if (!settings.LoggerAsyncStart && !Task.WaitAll([.. started], settings.LoggerStartTimeout))
            NoteLate(settings, registrations.Where((_, i) => !started[i].IsCompleted).Select(static r => r.Name));
        if (settings.DebugUnhandledMessage && LogLevel == LogLevel.DebugLevel)
        {
            var forwarder = Props.Create(static () => new UnhandledMessageLogger()).WithDispatcher(Dispatchers.InternalDispatcherId);
            Subscribe(system.SystemActorOf(forwarder, UniqueName("unhandledMessageLogger")), typeof(UnhandledMessage));
        }

        Note("Default Loggers started");
    }

    /// <summary>Lets the minimal logger hear the bus again and stops the others; once, at the end of a system.</summary>
    internal void StopDefaultLoggers(ActorSystem system)
    {
        IActorRef[] stopping;
        bool starts;
        var minimal = system.Settings.StdoutLogger;
        lock (_loggerGate)
        {
            if (_loggersStopped)
                return;
            _loggersStopped = true;
            stopping = [.. _loggers.Where(l => l is not MinimalLogger)];
            _loggers.RemoveAll(l => l is not MinimalLogger);
            starts = !_loggers.Contains(minimal);
        }

        if (starts)
        {
            StartStdoutLogger(system.Settings);
            Note($"Shutting down: {Logging.SimpleName(minimal)} started");
        }

        foreach (var logger in stopping)
        {
            Unsubscribe(logger);
            (logger as IInternalActorRef)?.Stop();
        }

        Note("All default loggers stopped");
    }

    /// <summary>Publishes a debug event of this bus, whatever the level: who subscribed to debug events sees it.</summary>
    internal void Note(string text) => Publish(new Debug(Logging.SimpleName(this), GetType(), text));

    private static List<(string Name, Props? Props)> Registrations(Settings settings, LoggingSetup? setup)
    {
        var chosen = new List<(string Name, Props?)>();
        if (setup is null || setup.UsesConfiguration)
        {
            foreach (var name in settings.Loggers)
                chosen.Add((name, IsMinimal(settings, name) ? null : setup?.Find(name) ?? LoggingSetup.FindByType(name)));
        }

        if (setup is not null)
            chosen.AddRange(setup.Started.Where(s => !chosen.Exists(c => c.Name == s.Name)).Select(static s => (s.Name, (Props?)s.Props)));
        return chosen;
    }

    // The minimal logger is no actor; named among the loggers, it just goes on.
    private static bool IsMinimal(Settings settings, string name) =>
        TypeNames.OwnName(name) == nameof(StandardOutLogger)
        || TypeNames.WithoutAssembly(name) == settings.StdoutLogger.GetType().FullName;

    private Task UseMinimal(MinimalLogger logger)
    {
        lock (_loggerGate)
        {
            _keepsMinimal = true;
            SubscribeLevels(logger, LogLevel);
        }

        return Task.CompletedTask;
    }

    private Task StartLogger(ActorSystemImpl system, string name, Props props)
    {
        var settings = system.Settings;
        if (props.Deploy.Dispatcher == Deploy.NoDispatcherGiven)
            props = props.WithDispatcher(settings.LoggersDispatcher);
        var logger = system.SystemActorOf(props, UniqueName("log", SafeName(Logging.SimpleName(props.Type))));
        return UseWhenReady(settings, name, logger);
    }

    private async Task UseWhenReady(Settings settings, string name, IActorRef logger)
    {
        // Waited for without limit: one that is late is a logger all the same.
        await logger.Ask<LoggerInitialized>(new InitializeLogger(this), Timeout.InfiniteTimeSpan).ConfigureAwait(false);
        lock (_loggerGate)
        {
            if (_loggersStopped)
                return;
            _loggers.Add(logger);
            SubscribeLevels(logger, LogLevel);
            if (!_keepsMinimal && _loggers.Remove(settings.StdoutLogger))
                Unsubscribe(settings.StdoutLogger);
        }

        Note($"Logger {logger.Path.Name} [{name}] started");
    }

    private void NoteLate(Settings settings, IEnumerable<string> late)
    {
        foreach (var name in late)
        {
            var text = $"Logger [{name}] did not answer {nameof(InitializeLogger)} within {settings.LoggerStartTimeout} (logger-startup-timeout); it is used once it does";
            settings.StdoutLogger.Tell(new Warning(Logging.SimpleName(this), GetType(), text), ActorRefs.NoSender);
        }
    }

    // More than one bus may start its loggers in a system.
    private protected static string UniqueName(string prefix, string? suffix = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}{Interlocked.Increment(ref s_lastName)}{(suffix is null ? "" : "-" + suffix)}");

    private static string SafeName(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

    private void SubscribeLevels(IActorRef logger, LogLevel lowest)
    {
        foreach (var level in AllLevels)
        {
            if (level >= lowest)
                Subscribe(logger, level.ClassFor());
            else
                Unsubscribe(logger, level.ClassFor());
        }
    }
}
