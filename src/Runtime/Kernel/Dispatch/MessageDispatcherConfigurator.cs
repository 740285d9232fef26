using Supervision.Actor;
using Supervision.Configuration;
using Supervision.Event;

namespace Supervision.Dispatch;

/// <summary>Makes a dispatcher of its section of the configuration.</summary>
public abstract class MessageDispatcherConfigurator
{
    /// <summary>Makes a configurator.</summary>
    protected MessageDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    {
        Config = config;
        Prerequisites = prerequisites;
    }

    /// <summary>The section.</summary>
    public Config Config { get; }

    /// <summary>The parts of the system that dispatchers use.</summary>
    public IDispatcherPrerequisites Prerequisites { get; }

    /// <summary>Whether each actor has a dispatcher of its own.</summary>
    internal virtual bool IsPerActor => false;

    private protected string Id => Config.GetString("id", Dispatchers.DefaultDispatcherId)!;

    private protected int Throughput => Config.GetInt("throughput", 30);

    private protected TimeSpan ShutdownTimeout => Config.GetTimeSpan("shutdown-timeout", TimeSpan.FromSeconds(1));

    private protected long? Deadline =>
        Config.GetTimeSpan("throughput-deadline-time", TimeSpan.Zero) is { Ticks: > 0 and var ticks } ? ticks : null;

    /// <summary>Gives the dispatcher; the same one every time, unless each actor needs its own.</summary>
    public abstract MessageDispatcher Dispatcher();

    /// <summary>What makes the executor that the setting <c>executor</c> names.</summary>
    /// <exception cref="ConfigurationException">There is no executor of that name.</exception>
    protected ExecutorServiceConfigurator ConfigureExecutor()
    {
        string executor = Config.GetString("executor", "default-executor")!;
        return executor switch
        {
            "default-executor" or "thread-pool-executor" or "task-executor" or "channel-executor" =>
                new PoolExecutorConfigurator(Config, Prerequisites),
            "fork-join-executor" => new DedicatedThreadsConfigurator(Config, Prerequisites),
            "current-context-executor" => new CurrentContextConfigurator(Config, Prerequisites),
            _ => Prerequisites.Settings.TypeNames.Create<ExecutorServiceConfigurator>(
                executor,
                $"{Id}.executor",
                $"{nameof(Dispatchers)}.{nameof(Dispatchers.RegisterConfigurator)}",
                static _ => null,
                Config,
                Prerequisites),
        };
    }
}

/// <summary>The parts of a system that dispatchers use.</summary>
public interface IDispatcherPrerequisites
{
    /// <summary>The event stream.</summary>
    EventStream EventStream { get; }

    /// <summary>The scheduler.</summary>
    IScheduler Scheduler { get; }

    /// <summary>The settings.</summary>
    Settings Settings { get; }

    /// <summary>The mailboxes.</summary>
    Mailboxes Mailboxes { get; }
}

/// <summary>The parts of a system that dispatchers use.</summary>
public sealed class DefaultDispatcherPrerequisites : IDispatcherPrerequisites
{
    /// <summary>Collects the parts.</summary>
    public DefaultDispatcherPrerequisites(EventStream eventStream, IScheduler scheduler, Settings settings, Mailboxes mailboxes)
    {
        EventStream = eventStream;
        Scheduler = scheduler;
        Settings = settings;
        Mailboxes = mailboxes;
    }

    /// <inheritdoc/>
    public EventStream EventStream { get; }

    /// <inheritdoc/>
    public IScheduler Scheduler { get; }

    /// <inheritdoc/>
    public Settings Settings { get; }

    /// <inheritdoc/>
    public Mailboxes Mailboxes { get; }
}
