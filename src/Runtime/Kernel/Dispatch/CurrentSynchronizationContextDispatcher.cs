namespace Supervision.Dispatch;

/// <summary>Runs an actor in the synchronization context that was current where it was made, such as that of a UI thread.</summary>
public sealed class CurrentSynchronizationContextDispatcher : Dispatcher
{
    /// <summary>Makes a dispatcher.</summary>
    /// <param name="configurator">What makes it.</param>
    /// <param name="id">Its name in the configuration.</param>
    /// <param name="throughput">Messages per turn.</param>
    /// <param name="throughputDeadlineTime">Ticks of 100 ns per turn; null for no limit.</param>
    /// <param name="executorServiceFactory">Makes the executor; it decides about the context.</param>
    /// <param name="shutdownTimeout">How long it may take to stop.</param>
    public CurrentSynchronizationContextDispatcher(
        MessageDispatcherConfigurator configurator,
        string id,
        int throughput,
        long? throughputDeadlineTime,
        ExecutorServiceFactory executorServiceFactory,
        TimeSpan shutdownTimeout)
        : base(configurator, id, throughput, throughputDeadlineTime, executorServiceFactory, shutdownTimeout)
    {
    }
}
