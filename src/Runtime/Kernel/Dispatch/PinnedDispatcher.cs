using Supervision.Actor;
using Supervision.Event;

namespace Supervision.Dispatch;

/// <summary>Gives each of its actors a thread of its own, as long as the actor lives.</summary>
internal sealed class PinnedDispatcher : MessageDispatcher
{
    private readonly System.Runtime.CompilerServices.ConditionalWeakTable<ActorCell, ExecutorService> _threads = [];

    public PinnedDispatcher(MessageDispatcherConfigurator configurator, string id, int throughput, long? throughputDeadlineTime)
        : base(configurator)
    {
        Id = id;
        Throughput = throughput;
        ThroughputDeadlineTime = throughputDeadlineTime;
    }

    public override void Attach(ActorCell cell)
    {
        _threads.Add(cell, new DedicatedThreadsExecutor(Id, 1, ReportFailure));
        base.Attach(cell);
    }

    public override void Detach(ActorCell cell)
    {
        base.Detach(cell);
        if (_threads.TryGetValue(cell, out ExecutorService? thread))
        {
            _threads.Remove(cell);
            thread.Shutdown();
        }
    }

    protected override void ExecuteTask(IRunnable run)
    {
        // What is no actor of ours, or comes for one that has stopped, goes to the pool.
        if (run is ActorCell cell && _threads.TryGetValue(cell, out ExecutorService? thread))
        {
            try
            {
                thread.Execute(run);
                return;
            }
            catch (RejectedExecutionException)
            {
                EventStream.Publish(new Debug(Id, GetType(), "A message came for a stopped actor"));
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: false);
    }

    protected override void Shutdown()
    {
        foreach (KeyValuePair<ActorCell, ExecutorService> thread in _threads)
        {
            thread.Value.Shutdown();
        }
    }
}
