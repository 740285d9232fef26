using System.Collections.Concurrent;
using Supervision.Actor;
using Supervision.Configuration;
using Supervision.Event;
using Supervision.Hocon;

namespace Supervision.Dispatch;

/// <summary>The dispatchers of a system, by their path in the configuration.</summary>
public sealed class Dispatchers
{
    /// <summary>The dispatcher of actors that do not name one.</summary>
    public const string DefaultDispatcherId = "akka.actor.default-dispatcher";

    /// <summary>The dispatcher for actors that block.</summary>
    public const string DefaultBlockingDispatcherId = "akka.actor.default-blocking-io-dispatcher";

    /// <summary>The dispatcher for actors that run in the synchronization context of who makes them.</summary>
    public const string SynchronizedDispatcherId = "akka.actor.synchronized-dispatcher";

    /// <summary>The dispatcher of the kernel's own actors.</summary>
    internal const string InternalDispatcherId = "akka.actor.internal-dispatcher";

    private const int MaxAliases = 20;

    // What the configuration says about them goes on top.
    private static readonly Config BuiltIn = ConfigurationFactory.ParseString(
        """
        akka.actor {
          default-dispatcher { type = Dispatcher, executor = default-executor, throughput = 30, throughput-deadline-time = 0ms, shutdown-timeout = 1s }
          internal-dispatcher { type = Dispatcher }
          default-blocking-io-dispatcher { type = Dispatcher, throughput = 1 }
          task-dispatcher { type = TaskDispatcher }
          default-fork-join-dispatcher { type = ForkJoinDispatcher, dedicated-thread-pool { thread-count = 3, threadtype = background } }
          synchronized-dispatcher { type = SynchronizedDispatcher, throughput = 10 }
        }
        """);

    private readonly ConcurrentDictionary<string, MessageDispatcherConfigurator> _configurators = new(StringComparer.Ordinal);
    private readonly Config _config;
    private readonly ILoggingAdapter _log;

    /// <summary>Makes the registry of a system.</summary>
    public Dispatchers(ActorSystem system, IDispatcherPrerequisites prerequisites, ILoggingAdapter logger)
    {
        _config = system.Settings.Config.WithFallback(BuiltIn);
        _log = logger;
        Prerequisites = prerequisites;
        DefaultGlobalDispatcher = Lookup(DefaultDispatcherId);
    }

    /// <summary>The dispatcher of actors that do not name one.</summary>
    public MessageDispatcher DefaultGlobalDispatcher { get; }

    /// <summary>The configuration that all dispatchers fall back to.</summary>
    public Config DefaultDispatcherConfig => GetConfig(_config, DefaultDispatcherId);

    /// <summary>The parts of the system that dispatchers use.</summary>
    public IDispatcherPrerequisites Prerequisites { get; }

    internal MessageDispatcher InternalDispatcher => Lookup(InternalDispatcherId);

    /// <summary>The section of a dispatcher of this system; its name may be an alias.</summary>
    internal Config SectionOf(string id) => GetConfig(_config, id);

    /// <summary>The section of a dispatcher, with its path as <c>id</c>. A string instead of a section is the path of another one.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="id">The path.</param>
    /// <param name="depth">How many such strings have been followed.</param>
    /// <exception cref="ConfigurationException">There is nothing at the path, or too many strings were followed.</exception>
    public static Config GetConfig(Config config, string id, int depth = 0)
    {
        if (depth > MaxAliases)
        {
            throw new ConfigurationException($"Could not find a concrete dispatcher config after following {depth} aliases. Is there a loop? [{id}]");
        }

        return config.GetValue(id) switch
        {
            HoconObject => Named(id).WithFallback(config.GetConfig(id)),
            { IsNull: false } => GetConfig(config, config.GetString(id)!, depth + 1),
            _ => throw new ConfigurationException($"Dispatcher {id} not configured."),
        };
    }

    /// <summary>Finds a dispatcher.</summary>
    /// <param name="dispatcherName">Its path; empty for the default one.</param>
    /// <exception cref="ConfigurationException">It is not configured.</exception>
    public MessageDispatcher Lookup(string dispatcherName) =>
        Configurator(string.IsNullOrEmpty(dispatcherName) ? DefaultDispatcherId : dispatcherName).Dispatcher();

    /// <summary>True when a dispatcher is configured or registered.</summary>
    public bool HasDispatcher(string id) => _configurators.ContainsKey(id) || _config.HasPath(id);

    /// <summary>Adds a dispatcher in code.</summary>
    /// <returns>False when there is one of that name.</returns>
    public bool RegisterConfigurator(string id, MessageDispatcherConfigurator configurator) => _configurators.TryAdd(id, configurator);

    /// <summary>Makes a dispatcher of a section that has its path as <c>id</c>.</summary>
    internal MessageDispatcher From(Config config) => Make(config).Dispatcher();

    internal void Shutdown()
    {
        foreach (MessageDispatcherConfigurator configurator in _configurators.Values)
        {
            if (!configurator.IsPerActor)
            {
                configurator.Dispatcher().ShutdownNow();
            }
        }

        _log.Debug("Dispatchers have been shut down");
    }

    private static Config Named(string id) => ConfigurationFactory.ParseString($"id = \"{id}\"");

    private MessageDispatcherConfigurator Configurator(string id)
    {
        if (_configurators.TryGetValue(id, out MessageDispatcherConfigurator? known))
        {
            return known;
        }

        // Under its own path as well, so that it is the same dispatcher by whatever alias it is named.
        Config section = GetConfig(_config, id);
        string concrete = section.GetString("id")!;
        MessageDispatcherConfigurator made = _configurators.GetOrAdd(
            concrete,
            static (path, made) => made.self.Make(path == DefaultDispatcherId ? made.section : made.section.WithFallback(made.self.DefaultDispatcherConfig)),
            (self: this, section));
        return _configurators.GetOrAdd(id, made);
    }

    private MessageDispatcherConfigurator Make(Config config)
    {
        string type = config.GetString("type", string.Empty)!;
        return type switch
        {
            "Dispatcher" or "TaskDispatcher" or "ForkJoinDispatcher" => new DispatcherConfigurator(config, Prerequisites),
            nameof(PinnedDispatcher) => new PinnedDispatcherConfigurator(config, Prerequisites),
            "SynchronizedDispatcher" => new CurrentSynchronizationContextDispatcherConfigurator(config, Prerequisites),
            _ => Prerequisites.Settings.TypeNames.Create<MessageDispatcherConfigurator>(
                type,
                $"{config.GetString("id", "dispatcher")}.type",
                $"{nameof(Dispatchers)}.{nameof(RegisterConfigurator)}",
                static _ => null,
                config,
                Prerequisites),
        };
    }
}
