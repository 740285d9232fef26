using Supervision.Actor;

namespace Supervision.Event;

/// <summary>
/// Chooses an actor system's loggers in code, since loggers are never made from type names: registered ones can be named
/// in the setting <c>loggers</c>, added ones always run.
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

    internal static Props? FindBuiltIn(string name) => name switch
    {
        "default" or "Supervision.Event.DefaultLogger" => Props.Create(() => new DefaultLogger()),
        _ => null,
    };

    internal Props? Find(string name) => _registered.GetValueOrDefault(name);
}
