using Supervision.Actor;
using Supervision.Event;

namespace Supervision.Dispatch;

/// <summary>Gives one actor a thread of its own, as long as the actor lives. Each actor gets a dispatcher of this kind for itself.</summary>
public sealed class PinnedDispatcher : Dispatcher
{
    private ActorCell? _owner;

    /// <summary>Makes a dispatcher; its thread is made when it is first used.</summary>
    /// <param name="configurator">What makes it.</param>
    /// <param name="id">Its name in the configuration.</param>
    /// <param name="throughput">Messages per turn.</param>
    /// <param name="throughputDeadlineTime">Ticks of 100 ns per turn; null for no limit.</param>
    /// <param name="executorServiceFactory">Makes the executor.</param>
    /// <param name="shutdownTimeout">How long it may take to stop.</param>
    public PinnedDispatcher(
        MessageDispatcherConfigurator configurator,
        string id,
        int throughput,
        long? throughputDeadlineTime,
        ExecutorServiceFactory executorServiceFactory,
        TimeSpan shutdownTimeout)
        : base(configurator, id, throughput, throughputDeadlineTime, executorServiceFactory, shutdownTimeout)
    {
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">It is another actor's.</exception>
    public override void Attach(ActorCell cell)
    {
        if (Interlocked.CompareExchange(ref _owner, cell, null) is { } owner && !ReferenceEquals(owner, cell))
        {
            throw new InvalidOperationException($"The dispatcher [{Id}] belongs to {owner.Self}");
        }

        base.Attach(cell);
    }

    /// <inheritdoc/>
    public override void Detach(ActorCell cell)
    {
        base.Detach(cell);
        Shutdown();
    }

    /// <inheritdoc/>
    protected override void ExecuteTask(IRunnable run)
    {
        try
        {
            base.ExecuteTask(run);
        }
        catch (RejectedExecutionException)
        {
            // A message for the actor after its end: the thread is gone, and somebody must make a dead letter of it.
            EventStream.Publish(new Debug(Id, GetType(), "A message came for a stopped actor"));
            ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: false);
        }
    }
}
