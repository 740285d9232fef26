// Overview
// The builder only collects. Every layer of configuration is kept as a function, so that a reload reads files and IConfiguration anew while
// what was written in code stays; the layers are put together, resolved and validated by ConfigurationStack when the host starts. Nothing
// here needs a running actor system.
using Supervision.Hocon;

namespace Supervision.Hosting;

/// <summary>Says what an actor system with supervised engines is made of. Methods may be called in any order and more than once.</summary>
public sealed partial class SupervisionBuilder
{
    internal SupervisionBuilder(string actorSystemName, IServiceProvider services)
    {
        ActorSystemName = actorSystemName;
        Services = services;
    }

    /// <summary>Name of the actor system.</summary>
    public string ActorSystemName { get; }

    /// <summary>The host's services.</summary>
    public IServiceProvider Services { get; }

    internal List<Func<HoconDocument, HoconDocument>> Layers { get; } = [];

    internal List<Func<ActorSystem, IActorRegistry, Task>> Actors { get; } = [];

    internal List<Func<ActorSystem, IActorRegistry, Task>> Startups { get; } = [];

    internal List<Action<LoggerConfigBuilder>> Loggers { get; } = [];

    internal List<Action<CoordinatedShutdown>> Shutdowns { get; } = [];

    internal List<Action<SupervisionOptions>> Options { get; } = [];

    /// <summary>Starts actors when the host starts, before the engines, in the order of the calls.</summary>
    /// <param name="starter">Makes actors and registers them.</param>
    public SupervisionBuilder WithActors(Action<ActorSystem, IActorRegistry> starter)
    {
        ArgumentNullException.ThrowIfNull(starter);
        Actors.Add((system, registry) =>
        {
            starter(system, registry);
            return Task.CompletedTask;
        });
        return this;
    }

    /// <summary>Starts actors when the host starts, before the engines, in the order of the calls.</summary>
    /// <param name="starter">Makes actors, with the host's services, and registers them.</param>
    public SupervisionBuilder WithActors(Action<ActorSystem, IActorRegistry, IServiceProvider> starter)
    {
        ArgumentNullException.ThrowIfNull(starter);
        return WithActors((system, registry) => starter(system, registry, Services));
    }

    /// <summary>Runs once everything has been started, in the order of the calls; the host's start waits for it and fails with it.</summary>
    /// <param name="startup">What is to be done.</param>
    public SupervisionBuilder AddStartup(Func<ActorSystem, IActorRegistry, Task> startup)
    {
        ArgumentNullException.ThrowIfNull(startup);
        Startups.Add(startup);
        return this;
    }

    /// <summary>Runs once everything has been started, in the order of the calls; the host's start fails with it.</summary>
    /// <param name="startup">What is to be done.</param>
    public SupervisionBuilder AddStartup(Action<ActorSystem, IActorRegistry> startup)
    {
        ArgumentNullException.ThrowIfNull(startup);
        return AddStartup((system, registry) =>
        {
            startup(system, registry);
            return Task.CompletedTask;
        });
    }

    /// <summary>Chooses the loggers of the actor system; without it what actors log goes to the host's <c>ILogger</c>s.</summary>
    /// <param name="configure">Chooses them.</param>
    public SupervisionBuilder ConfigureLoggers(Action<LoggerConfigBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Loggers.Add(configure);
        return this;
    }

    /// <summary>
    /// Adds tasks to the coordinated shutdown of the actor system, which the host's stop runs. Engines stop in its phase <c>service-stop</c>; what
    /// must happen while they still serve belongs into an earlier one.
    /// </summary>
    /// <param name="configure">Adds tasks.</param>
    public SupervisionBuilder WithCoordinatedShutdown(Action<CoordinatedShutdown> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Shutdowns.Add(configure);
        return this;
    }

    /// <summary>Sets options of the hosting itself. Those that <c>Supervision:Hosting</c> of the host's configuration has win.</summary>
    /// <param name="configure">Sets them.</param>
    public SupervisionBuilder WithOptions(Action<SupervisionOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Options.Add(configure);
        return this;
    }

    /// <summary>The host's start waits until the engines are ready, and fails where they are not in time. By default it does not wait.</summary>
    /// <param name="timeout">How long, above 0.</param>
    /// <param name="engines">Names of engines; none for all that are started.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is 0 or less.</exception>
    public SupervisionBuilder WaitForReady(TimeSpan timeout, params string[] engines)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero);
        return WithOptions(options => (options.WaitForReady, options.WaitForEngines) = (timeout, engines));
    }

    /// <summary>What happens when the tree gives up. Default <see cref="GaveUpAction.StopHost"/>.</summary>
    /// <param name="action">What happens.</param>
    public SupervisionBuilder OnGaveUp(GaveUpAction action) => WithOptions(options => (options.OnGaveUp, options.GaveUpHandler) = (action, null));

    /// <summary>Decides with each failure of the whole tree what happens.</summary>
    /// <param name="handler">Called once, with how the tree ended; an exception in it stops the host.</param>
    public SupervisionBuilder OnGaveUp(Func<Supervision.Actors.TreeOutcome, IServiceProvider, Task<GaveUpAction>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return WithOptions(options => options.GaveUpHandler = handler);
    }
}
