namespace Supervision.Dispatch;

// Overview
// A message that one actor sends to another mostly finds its best place in the queue of the sending thread: the data is warm
// and nobody must be woken. But the pool takes from that queue before it looks at the shared one, where timers and everybody
// else queue; actors that keep each other busy on all threads would starve them. So every so often a thread queues globally.

/// <summary>The default dispatcher: the .NET thread pool, without anything in between.</summary>
internal sealed class ThreadPoolDispatcher : MessageDispatcher
{
    private const int LocalInARow = 63;

    [ThreadStatic]
    private static int _queued;

    public ThreadPoolDispatcher(MessageDispatcherConfigurator configurator, string id, int throughput, long? throughputDeadlineTime)
        : base(configurator)
    {
        Id = id;
        Throughput = throughput;
        ThroughputDeadlineTime = throughputDeadlineTime;
    }

    protected override void ExecuteTask(IRunnable run)
    {
        if (!DirectRunner.Current.TryKeep(run))
        {
            ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: (++_queued & LocalInARow) != 0);
        }
    }

    protected override void Shutdown()
    {
        // The pool is everybody's.
    }
}
