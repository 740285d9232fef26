using Supervision.Actor.Internal;
using Supervision.Actor.Setup;
using Supervision.Configuration;
using Supervision.Dispatch;
using Supervision.Event;

namespace Supervision.Actor;

/// <summary>A tree of actors and what they share. Make one per application, not per task.</summary>
public abstract class ActorSystem : IActorRefFactory, IDisposable
{
    private readonly long _startTimestamp = TimeProvider.System.GetTimestamp();

    /// <summary>The name.</summary>
    public abstract string Name { get; }

    /// <summary>The settings.</summary>
    public abstract Settings Settings { get; }

    /// <summary>Where events are published.</summary>
    public abstract EventStream EventStream { get; }

    /// <summary>Takes messages that have no receiver.</summary>
    public abstract IActorRef DeadLetters { get; }

    /// <summary>Swallows messages.</summary>
    public abstract IActorRef IgnoreRef { get; }

    /// <summary>The dispatchers.</summary>
    public abstract Dispatchers Dispatchers { get; }

    /// <summary>The mailboxes.</summary>
    public abstract Mailboxes Mailboxes { get; }

    /// <summary>Sends messages later.</summary>
    public abstract IScheduler Scheduler { get; }

    /// <summary>The system's own log.</summary>
    public abstract ILoggingAdapter Log { get; }

    /// <summary>Completes when the system has stopped and all callbacks of <see cref="RegisterOnTermination"/> have run.</summary>
    public abstract Task WhenTerminated { get; }

    /// <summary>When the system was made, on the monotonic clock since the start of the machine.</summary>
    public TimeSpan StartTime => TimeProvider.System.GetElapsedTime(0, _startTimestamp);

    /// <summary>How long the system has existed.</summary>
    public TimeSpan Uptime => TimeProvider.System.GetElapsedTime(_startTimestamp);

    /// <summary>Makes and starts a system with the default configuration.</summary>
    /// <exception cref="ArgumentException">The name is not allowed: letters, digits and hyphens, beginning with a letter or digit.</exception>
    public static ActorSystem Create(string name) => Start(name, ActorSystemSetup.Empty);

    /// <summary>Makes and starts a system.</summary>
    public static ActorSystem Create(string name, Config config) => Start(name, ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config)));

    /// <summary>Makes and starts a system.</summary>
    public static ActorSystem Create(string name, BootstrapSetup setup) => Start(name, ActorSystemSetup.Create(setup));

    /// <summary>Makes and starts a system.</summary>
    public static ActorSystem Create(string name, ActorSystemSetup setup) => Start(name, setup);

    /// <summary>Makes a top-level actor, below <c>/user</c>.</summary>
    public abstract IActorRef ActorOf(Props props, string? name = null);

    /// <inheritdoc/>
    public abstract ActorSelection ActorSelection(ActorPath actorPath);

    /// <inheritdoc/>
    public abstract ActorSelection ActorSelection(string actorPath);

    /// <summary>Asks any actor of the system to stop.</summary>
    public abstract void Stop(IActorRef actor);

    /// <summary>Stops the system: <c>/user</c> first, then <c>/system</c>. Runs coordinated shutdown unless configured otherwise.</summary>
    /// <returns><see cref="WhenTerminated"/>.</returns>
    public abstract Task Terminate();

    /// <summary>Runs code when all actors have stopped; the last registered first. Code registered too late throws.</summary>
    public abstract void RegisterOnTermination(Action code);

    /// <summary>Makes an extension, unless it exists, and gives it.</summary>
    public abstract object RegisterExtension(IExtensionId extension);

    /// <summary>The extension of an id; null when it is not registered.</summary>
    public abstract object? GetExtension(IExtensionId extensionId);

    /// <summary>The extension of a type; null when it is not registered.</summary>
    public abstract T? GetExtension<T>()
        where T : class, IExtension;

    /// <summary>True when an extension of the type is registered.</summary>
    public abstract bool HasExtension(Type type);

    /// <summary>True when an extension of the type is registered.</summary>
    public abstract bool HasExtension<T>()
        where T : class, IExtension;

    /// <summary>Finds an extension.</summary>
    public abstract bool TryGetExtension(Type extensionType, out object? extension);

    /// <summary>Finds an extension.</summary>
    public abstract bool TryGetExtension<T>(out T? extension)
        where T : class, IExtension;

    /// <summary>Stops the system and waits for its end.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops the system.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing && !WhenTerminated.IsCompleted)
        {
            Terminate().GetAwaiter().GetResult();
        }
    }

    private static ActorSystemImpl Start(string name, ActorSystemSetup setup)
    {
        Util.Option<BootstrapSetup> bootstrap = setup.Get<BootstrapSetup>();
        Config config = Config.Empty;
        if (bootstrap.HasValue)
        {
            config = bootstrap.Value.Config.HasValue ? bootstrap.Value.Config.Value : config;
            if (bootstrap.Value.ConfigFallback.HasValue)
            {
                config = config.WithFallback(bootstrap.Value.ConfigFallback.Value);
            }
        }

        ActorSystemImpl system = new(name, config, setup);
        system.Start();
        return system;
    }
}
