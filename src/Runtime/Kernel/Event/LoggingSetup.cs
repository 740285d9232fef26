using Supervision.Actor;
using Supervision.Configuration;
using Supervision.Util;

namespace Supervision.Event;

/// <summary>
/// Chooses an actor system's loggers in code: registered ones can be named in the setting <c>loggers</c>, added ones always run.
/// Programs compiled ahead of time need it for loggers of their own.
/// </summary>
public sealed class LoggingSetup : Actor.Setup.Setup
{
    private readonly Dictionary<string, Props> _registered = [];
    private readonly List<(string Name, Props Props)> _started = [];

    /// <summary>The lowest level that is on; null leaves it to the setting <c>loglevel</c>.</summary>
    public LogLevel? LogLevel { get; init; }

    internal bool UsesConfiguration { get; private set; } = true;

    internal IReadOnlyList<(string Name, Props Props)> Started => _started;

    /// <summary>Makes a logger known under a name that the setting <c>loggers</c> may use.</summary>
    /// <param name="name">The name.</param>
    /// <param name="props">Makes the logger: an actor that answers <see cref="InitializeLogger"/> and prints each <see cref="LogEvent"/>.</param>
    /// <returns>This setup.</returns>
    public LoggingSetup Register(string name, Props props)
    {
        _registered[name] = props;
        return this;
    }

    /// <summary>Adds a logger, besides those that the setting <c>loggers</c> names.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="props">Makes the logger: an actor that answers <see cref="InitializeLogger"/> and prints each <see cref="LogEvent"/>.</param>
    /// <returns>This setup.</returns>
    public LoggingSetup AddLogger(string name, Props props)
    {
        _started.Add((name, props));
        return this;
    }

    /// <summary>Adds a logger, besides those that the setting <c>loggers</c> names.</summary>
    /// <typeparam name="TLogger">An actor that answers <see cref="InitializeLogger"/> and prints each <see cref="LogEvent"/>.</typeparam>
    /// <returns>This setup.</returns>
    public LoggingSetup AddLogger<TLogger>()
        where TLogger : ActorBase, new() => AddLogger(typeof(TLogger).Name, Props.Create(static () => new TLogger()));

    /// <summary>Forgets the loggers added so far and those that the setting <c>loggers</c> names.</summary>
    /// <returns>This setup.</returns>
    public LoggingSetup ClearLoggers()
    {
        _started.Clear();
        UsesConfiguration = false;
        return this;
    }

    internal static Props FindByType(string name)
    {
        switch (TypeNames.OwnName(name))
        {
            case "default" or nameof(DefaultLogger):
                return Props.Create(static () => new DefaultLogger());
            case nameof(TraceLogger):
                return Props.Create(static () => new TraceLogger());
        }

        var type = TypeNames.Find(name) ?? throw TypeNames.NotFound(name, "akka.loggers", nameof(LoggingSetup));
        return typeof(ActorBase).IsAssignableFrom(type)
            ? Props.Create(type)
            : throw new ConfigurationException($"akka.loggers: [{name}] is no actor");
    }

    internal Props? Find(string name) => _registered.GetValueOrDefault(name);
}
