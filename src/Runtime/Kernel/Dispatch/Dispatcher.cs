namespace Supervision.Dispatch;

/// <summary>Runs actors on an executor: the thread pool, or threads of its own.</summary>
public class Dispatcher : MessageDispatcher
{
    private readonly ExecutorServiceFactory _factory;
    private readonly Lock _gate = new();
    private ExecutorService? _executor;

    /// <summary>Makes a dispatcher; its executor is made when it is first used.</summary>
    /// <param name="configurator">What makes it.</param>
    /// <param name="id">Its name in the configuration.</param>
    /// <param name="throughput">Messages per turn.</param>
    /// <param name="throughputDeadlineTime">Ticks of 100 ns per turn; null for no limit.</param>
    /// <param name="executorServiceFactory">Makes the executor.</param>
    /// <param name="shutdownTimeout">How long it may take to stop.</param>
    public Dispatcher(
        MessageDispatcherConfigurator configurator,
        string id,
        int throughput,
        long? throughputDeadlineTime,
        ExecutorServiceFactory executorServiceFactory,
        TimeSpan shutdownTimeout)
        : base(configurator)
    {
        Id = id;
        Throughput = throughput;
        ThroughputDeadlineTime = throughputDeadlineTime;
        ShutdownTimeout = shutdownTimeout;
        _factory = executorServiceFactory;
    }

    /// <inheritdoc/>
    protected override void ExecuteTask(IRunnable run) => (Volatile.Read(ref _executor) ?? MakeExecutor()).Execute(run);

    /// <inheritdoc/>
    protected override void Shutdown() => Volatile.Read(ref _executor)?.Shutdown();

    private ExecutorService MakeExecutor()
    {
        lock (_gate)
        {
            return _executor ??= _factory.Produce(Id);
        }
    }
}
