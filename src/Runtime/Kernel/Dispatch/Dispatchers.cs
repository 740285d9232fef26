using System.Collections.Concurrent;
using Supervision.Actor;
using Supervision.Configuration;
using Supervision.Event;

namespace Supervision.Dispatch;

/// <summary>The dispatchers of a system, by their path in the configuration.</summary>
public sealed class Dispatchers
{
    /// <summary>The dispatcher of actors that do not name one.</summary>
    public const string DefaultDispatcherId = "akka.actor.default-dispatcher";

    /// <summary>The dispatcher for actors that block.</summary>
    public const string DefaultBlockingDispatcherId = "akka.actor.default-blocking-io-dispatcher";

    private readonly ConcurrentDictionary<string, MessageDispatcherConfigurator> _configurators = new(StringComparer.Ordinal);
    private readonly ActorSystem _system;
    private readonly ILoggingAdapter _log;

    /// <summary>Makes the registry of a system.</summary>
    public Dispatchers(ActorSystem system, IDispatcherPrerequisites prerequisites, ILoggingAdapter logger)
    {
        _system = system;
        _log = logger;
        Prerequisites = prerequisites;
        DefaultGlobalDispatcher = Lookup(DefaultDispatcherId);
    }

    /// <summary>The dispatcher of actors that do not name one.</summary>
    public MessageDispatcher DefaultGlobalDispatcher { get; }

    /// <summary>The configuration that all dispatchers fall back to.</summary>
    public Config DefaultDispatcherConfig => Section(DefaultDispatcherId);

    /// <summary>The parts of the system that dispatchers use.</summary>
    public IDispatcherPrerequisites Prerequisites { get; }

    /// <summary>Finds a dispatcher.</summary>
    /// <exception cref="ConfigurationException">It is not configured.</exception>
    public MessageDispatcher Lookup(string dispatcherName)
    {
        string id = string.IsNullOrEmpty(dispatcherName) ? DefaultDispatcherId : dispatcherName;
        return (_configurators.TryGetValue(id, out MessageDispatcherConfigurator? known) ? known : _configurators.GetOrAdd(id, Make)).Dispatcher();
    }

    /// <summary>True when a dispatcher is configured or registered.</summary>
    public bool HasDispatcher(string id) => _configurators.ContainsKey(id) || IsBuiltIn(id) || _system.Settings.Config.HasPath(id);

    /// <summary>Adds a dispatcher in code.</summary>
    /// <returns>False when there is one of that name.</returns>
    public bool RegisterConfigurator(string id, MessageDispatcherConfigurator configurator) => _configurators.TryAdd(id, configurator);

    internal void Shutdown()
    {
        foreach (MessageDispatcherConfigurator configurator in _configurators.Values)
        {
            configurator.Dispatcher().ShutdownNow();
        }

        _log.Debug("Dispatchers have been shut down");
    }

    private static bool IsBuiltIn(string id) => id is DefaultDispatcherId or DefaultBlockingDispatcherId or "akka.actor.internal-dispatcher";

    private ConfiguredDispatcher Make(string id)
    {
        if (!HasDispatcher(id))
        {
            throw new ConfigurationException($"Dispatcher {id} not configured.");
        }

        Config section = Section(id);
        return new ConfiguredDispatcher(id, id == DefaultDispatcherId ? section : section.WithFallback(DefaultDispatcherConfig), Prerequisites);
    }

    private Config Section(string id) => _system.Settings.Config.GetConfig(id) ?? Config.Empty;
}
