using System.Collections.Concurrent;
using ILogger = Microsoft.Extensions.Logging.ILogger;
using ILoggerFactory = Microsoft.Extensions.Logging.ILoggerFactory;
using MsLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Supervision.Hosting;

/// <summary>The kernel's logger that hands everything to the host's <c>ILogger</c>s.</summary>
public sealed class LoggerFactoryLogger : ReceiveActor, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    // Of what is logged under a name instead of by an object.
    private const string SystemCategory = "Supervision.ActorSystem";

    private const string Template = "{Message} [{ActorPath}]";

    private readonly ConcurrentDictionary<string, ILogger> _loggers = new(StringComparer.Ordinal);
    private readonly ILoggerFactory _factory;

    /// <summary>Takes the factory that the actor system was given; without one nothing is logged.</summary>
    public LoggerFactoryLogger()
    {
        _factory = LoggerFactorySetup.Of(Context.System) ?? Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance;
        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
        Receive<LogEvent>(Write);
    }

    private void Write(LogEvent value)
    {
        // What the host logs is there already.
        if (HostLogTarget.IsSourceOf(value))
            return;
        var category = value.LogClass == typeof(DummyClassForStringSources) ? SystemCategory : value.LogClass.FullName ?? value.LogClass.Name;
        var logger = _loggers.GetOrAdd(category, _factory.CreateLogger);
        var level = LevelOf(value.LogLevel());
        if (!logger.IsEnabled(level))
            return;
        var state = new LogState(
            $"{value.Message} [{value.LogSource}]",
            Template,
            [
                new("Message", value.Message.ToString()),
                new("ActorPath", value.LogSource),
                new("Thread", value.Thread.ManagedThreadId),
                new("Timestamp", value.Timestamp),
            ]);
        logger.Log(level, default, state, value.Cause, LogState.Formatter);
    }

    private static MsLevel LevelOf(LogLevel level) => level switch
    {
        LogLevel.DebugLevel => MsLevel.Debug,
        LogLevel.InfoLevel => MsLevel.Information,
        LogLevel.WarningLevel => MsLevel.Warning,
        _ => MsLevel.Error,
    };
}
