using ILoggerFactory = Microsoft.Extensions.Logging.ILoggerFactory;

namespace Supervision.Hosting;

/// <summary>Chooses the loggers of the actor system: where what actors log goes. It begins with the host's <c>ILogger</c>s.</summary>
public sealed class LoggerConfigBuilder
{
    internal const string HostLogger = "hosting-logger";

    private readonly List<(string Name, Props Props, Type Type)> _loggers = [];

    internal LoggerConfigBuilder() => AddLoggerFactory();

    /// <summary>The lowest level that actors log at; null, the default, leaves it to <c>akka.loglevel</c>, which is INFO.</summary>
    public LogLevel? LogLevel { get; set; }

    internal ILoggerFactory? Factory { get; private set; }

    internal IReadOnlyList<(string Name, Props Props, Type Type)> Loggers => _loggers;

    /// <summary>Forgets those chosen so far, the host's <c>ILogger</c>s among them.</summary>
    public LoggerConfigBuilder ClearLoggers()
    {
        _loggers.Clear();
        return this;
    }

    /// <summary>Adds the kernel's own logger, which prints to standard output.</summary>
    public LoggerConfigBuilder AddDefaultLogger() => AddLogger<DefaultLogger>();

    /// <summary>Adds the host's <c>ILogger</c>s: each event has the type of who logged it as its category, and <c>ActorPath</c> and <c>Thread</c> as fields.</summary>
    /// <param name="factory">Makes them; null for that of the host.</param>
    public LoggerConfigBuilder AddLoggerFactory(ILoggerFactory? factory = null)
    {
        Factory = factory;
        return Add(HostLogger, Props.Create(() => new LoggerFactoryLogger()), typeof(LoggerFactoryLogger));
    }

    /// <summary>Adds a logger.</summary>
    /// <typeparam name="TLogger">An actor that answers <c>InitializeLogger</c> and takes <c>LogEvent</c>s.</typeparam>
    public LoggerConfigBuilder AddLogger<TLogger>()
        where TLogger : ActorBase, new() => Add(typeof(TLogger).Name, Props.Create(() => new TLogger()), typeof(TLogger));

    private LoggerConfigBuilder Add(string name, Props props, Type type)
    {
        _loggers.RemoveAll(logger => logger.Name == name);
        _loggers.Add((name, props, type));
        return this;
    }
}
