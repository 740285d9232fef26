using Supervision.Actor;
using Supervision.Configuration;

namespace Supervision.Dispatch;

/// <summary>Makes the executor that the setting <c>executor</c> of a dispatcher names.</summary>
public abstract class ExecutorServiceConfigurator : ExecutorServiceFactory
{
    /// <summary>Makes a configurator.</summary>
    /// <param name="config">The section of the dispatcher.</param>
    /// <param name="prerequisites">The parts of the system that dispatchers use.</param>
    protected ExecutorServiceConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    {
        Config = config;
        Prerequisites = prerequisites;
    }

    /// <summary>The section of the dispatcher.</summary>
    public Config Config { get; }

    /// <summary>The parts of the system that dispatchers use.</summary>
    public IDispatcherPrerequisites Prerequisites { get; }
}

/// <summary>Work goes to the .NET thread pool. What Akka.NET's thread-pool, task and channel executors put in front of it is not needed here.</summary>
internal sealed class PoolExecutorConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    : ExecutorServiceConfigurator(config, prerequisites)
{
    public override ExecutorService Produce(string id) => new PoolExecutor(id);

    private sealed class PoolExecutor(string id) : ExecutorService(id)
    {
        public override void Execute(IRunnable run) => ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: false);

        public override void Shutdown()
        {
            // The pool is everybody's.
        }
    }
}

/// <summary>Work goes to threads of the dispatcher's own.</summary>
internal sealed class DedicatedThreadsConfigurator(Config config, IDispatcherPrerequisites prerequisites, int threads)
    : ExecutorServiceConfigurator(config, prerequisites)
{
    public DedicatedThreadsConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : this(config, prerequisites, ThreadsOf(config.GetConfig("fork-join-executor")))
    {
    }

    public override ExecutorService Produce(string id) => new DedicatedThreadsExecutor(
        id,
        Math.Max(1, threads),
        Config.GetString("dedicated-thread-pool.threadtype", "background") != "foreground",
        e => Prerequisites.EventStream.Publish(new Event.Error(e, id, typeof(Dispatcher), e.Message)));

    private static int ThreadsOf(Config section)
    {
        int least = section.GetInt("parallelism-min", 8);
        return Math.Clamp(
            (int)Math.Ceiling(Environment.ProcessorCount * section.GetDouble("parallelism-factor", 1.0)),
            least,
            Math.Max(least, section.GetInt("parallelism-max", 64)));
    }
}

/// <summary>Work goes to the synchronization context of who made the dispatcher.</summary>
internal sealed class CurrentContextConfigurator : ExecutorServiceConfigurator
{
    private readonly SynchronizationContext _context;

    public CurrentContextConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites)
    {
        _context = SynchronizationContext.Current ?? throw new InvalidOperationException(
            "The dispatcher runs actors in the current synchronization context, and there is none: make the actor where one is, such as a UI thread");
    }

    public override ExecutorService Produce(string id) => new ContextExecutor(id, _context);

    private sealed class ContextExecutor(string id, SynchronizationContext context) : ExecutorService(id)
    {
        public override void Execute(IRunnable run) => context.Post(static work => ((IRunnable)work!).Run(), run);

        public override void Shutdown()
        {
            // The context is not ours.
        }
    }
}
