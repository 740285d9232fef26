using System.Diagnostics.CodeAnalysis;
using Supervision.Actor;
using Supervision.Actor.Internal;

namespace Supervision.Event;

// The life of the loggers. Before the loggers of the configuration run, and after they stopped, the minimal logger on
// standard output hears the bus, so that what goes wrong at the start and at the end of a system is seen.
public partial class LoggingBus
{
    private static readonly LogLevel[] AllLevels =
        [LogLevel.DebugLevel, LogLevel.InfoLevel, LogLevel.WarningLevel, LogLevel.ErrorLevel];

    private readonly Lock _loggerGate = new();
    private readonly List<IActorRef> _loggers = [];

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

    /// <summary>Starts the loggers that <see cref="LoggingSetup"/> and the configuration name, and takes the minimal one off the bus.</summary>
    /// <exception cref="LoggerInitializationException">A logger is not known, or was not ready in time.</exception>
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

        var started = new List<(string Name, IActorRef Logger, Task Ready)>();
        foreach (var (name, props) in registrations)
        {
            var logger = system.SystemActorOf(props, $"log{started.Count + 1}-{SafeName(name)}");
            started.Add((name, logger, logger.Ask<LoggerInitialized>(new InitializeLogger(this), settings.LoggerStartTimeout)));
        }

        foreach (var (name, logger, ready) in started)
        {
            if (!settings.LoggerAsyncStart)
                WaitUntilReady(name, ready);
            lock (_loggerGate)
            {
                _loggers.Add(logger);
                SubscribeLevels(logger, LogLevel);
            }
        }

        if (settings.DebugUnhandledMessage && LogLevel == LogLevel.DebugLevel)
            Subscribe(
                system.SystemActorOf(Props.Create(static () => new UnhandledMessageLogger()), "unhandledMessageLogger"),
                typeof(UnhandledMessage));
        if (started.Count == 0)
            return;
        lock (_loggerGate)
            _loggers.Remove(settings.StdoutLogger);
        Unsubscribe(settings.StdoutLogger);
    }

    /// <summary>Lets the minimal logger hear the bus again and stops the others; at the end of a system.</summary>
    internal void StopDefaultLoggers(ActorSystem system)
    {
        IActorRef[] stopping;
        lock (_loggerGate)
        {
            stopping = [.. _loggers];
            _loggers.Clear();
        }

        if (stopping.Length > 0 && !stopping.Contains(system.Settings.StdoutLogger))
            StartStdoutLogger(system.Settings);
        foreach (var logger in stopping)
        {
            if (logger is MinimalLogger)
            {
                lock (_loggerGate)
                    _loggers.Add(logger);
                continue;
            }

            Unsubscribe(logger);
            (logger as IInternalActorRef)?.Stop();
        }
    }

    private static IReadOnlyList<(string Name, Props Props)> Registrations(Settings settings, LoggingSetup? setup)
    {
        var chosen = new List<(string, Props)>();
        if (setup is null || setup.UsesConfiguration)
        {
            foreach (var name in settings.Loggers)
                chosen.Add((name, setup?.Find(name) ?? LoggingSetup.FindBuiltIn(name) ?? throw Unknown(name)));
        }

        if (setup is not null)
            chosen.AddRange(setup.Started.Where(s => !chosen.Exists(c => c.Item1 == s.Name)));
        return chosen;
    }

    private static LoggerInitializationException Unknown(string name) =>
        new($"The logger '{name}' is not known: 'default' is built in, others are registered in code with {nameof(LoggingSetup)}.");

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Wrapped in the exception that is thrown.")]
    private static void WaitUntilReady(string name, Task ready)
    {
        try
        {
            // Creating a system is synchronous; the answer comes within the start timeout or the task fails.
            ready.GetAwaiter().GetResult();
        }
        catch (Exception e)
        {
            throw new LoggerInitializationException($"The logger '{name}' did not answer {nameof(InitializeLogger)} in time.", e);
        }
    }

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
