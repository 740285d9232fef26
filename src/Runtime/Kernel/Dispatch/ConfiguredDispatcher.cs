using Supervision.Configuration;

namespace Supervision.Dispatch;

/// <summary>Makes the kernel's own dispatchers.</summary>
internal sealed class ConfiguredDispatcher : MessageDispatcherConfigurator
{
    private readonly MessageDispatcher _dispatcher;

    public ConfiguredDispatcher(string id, Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites)
    {
        int throughput = config.GetInt("throughput", 30);
        TimeSpan deadline = config.GetTimeSpan("throughput-deadline-time", TimeSpan.Zero);
        long? ticks = deadline > TimeSpan.Zero ? deadline.Ticks : null;
        string type = config.GetString("type", "Dispatcher")!;
        string executor = config.GetString("executor", "default-executor")!;
        _dispatcher = type switch
        {
            "PinnedDispatcher" => new PinnedDispatcher(this, id, throughput, ticks),
            "ForkJoinDispatcher" => Dedicated(id, throughput, ticks, config.GetInt("dedicated-thread-pool.thread-count", Environment.ProcessorCount)),
            "Dispatcher" or "TaskDispatcher" when executor is "fork-join-executor" => Dedicated(id, throughput, ticks, ThreadsOf(config)),
            "Dispatcher" or "TaskDispatcher" => new ThreadPoolDispatcher(this, id, throughput, ticks),
            _ => throw new ConfigurationException($"Unknown type [{type}] of dispatcher [{id}]"),
        };
    }

    public override MessageDispatcher Dispatcher() => _dispatcher;

    private static int ThreadsOf(Config config)
    {
        Config section = config.GetConfig("fork-join-executor") ?? Config.Empty;
        return Math.Clamp(
            (int)Math.Ceiling(Environment.ProcessorCount * 1.0),
            section.GetInt("parallelism-min", 8),
            Math.Max(section.GetInt("parallelism-min", 8), section.GetInt("parallelism-max", 64)));
    }

    private Dispatcher Dedicated(string id, int throughput, long? ticks, int threads) => new(
        this,
        id,
        throughput,
        ticks,
        new DedicatedThreadsExecutor.Factory(
            Math.Max(1, threads),
            e => Prerequisites.EventStream.Publish(new Event.Error(e, id, typeof(Dispatcher), e.Message))),
        TimeSpan.FromSeconds(1));
}
