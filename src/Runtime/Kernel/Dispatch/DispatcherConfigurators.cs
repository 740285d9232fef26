using Supervision.Configuration;

namespace Supervision.Dispatch;

/// <summary>Makes a dispatcher that all actors share who name it: of the type <c>Dispatcher</c>, <c>TaskDispatcher</c> or <c>ForkJoinDispatcher</c>.</summary>
public sealed class DispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly MessageDispatcher _dispatcher;

    /// <summary>Makes the dispatcher.</summary>
    /// <param name="config">Its section, with its path as <c>id</c>.</param>
    /// <param name="prerequisites">The parts of the system that dispatchers use.</param>
    public DispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites)
    {
        ExecutorServiceConfigurator executor = config.GetString("type", "Dispatcher") == "ForkJoinDispatcher"
            ? new DedicatedThreadsConfigurator(
                config, prerequisites, config.GetInt("dedicated-thread-pool.thread-count", Environment.ProcessorCount))
            : ConfigureExecutor();
        _dispatcher = executor is PoolExecutorConfigurator
            ? new ThreadPoolDispatcher(this, Id, Throughput, Deadline)
            : new Dispatcher(this, Id, Throughput, Deadline, executor, ShutdownTimeout);
    }

    /// <inheritdoc/>
    public override MessageDispatcher Dispatcher() => _dispatcher;
}

/// <summary>Makes a dispatcher with one thread for each actor.</summary>
internal sealed class PinnedDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    : MessageDispatcherConfigurator(config, prerequisites)
{
    internal override bool IsPerActor => true;

    public override MessageDispatcher Dispatcher() => new PinnedDispatcher(
        this, Id, Throughput, Deadline, new DedicatedThreadsConfigurator(Config, Prerequisites, 1), ShutdownTimeout);
}

/// <summary>Makes a dispatcher for the synchronization context of who asks.</summary>
internal sealed class CurrentSynchronizationContextDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    : MessageDispatcherConfigurator(config, prerequisites)
{
    internal override bool IsPerActor => true;

    public override MessageDispatcher Dispatcher() => new CurrentSynchronizationContextDispatcher(
        this, Id, Throughput, Deadline, new CurrentContextConfigurator(Config, Prerequisites), ShutdownTimeout);
}
