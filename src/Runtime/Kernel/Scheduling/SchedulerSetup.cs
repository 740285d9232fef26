using Supervision.Configuration;
using Supervision.Event;

namespace Supervision.Actor;

/// <summary>Chooses an actor system's clock and scheduler in code; without it, the system's clock and <see cref="HeapScheduler"/>.</summary>
public sealed class SchedulerSetup : Setup.Setup
{
    private readonly Func<Config, ILoggingAdapter, IScheduler>? _factory;

    /// <summary>The default scheduler on a given clock, from which log events take their time too.</summary>
    /// <param name="time">The clock.</param>
    public SchedulerSetup(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        Time = time;
    }

    /// <summary>Another scheduler.</summary>
    /// <param name="factory">Makes it of its settings and of where it logs; what it gives is disposed with the system where it can be.</param>
    public SchedulerSetup(Func<Config, ILoggingAdapter, IScheduler> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        _factory = factory;
        Time = TimeProvider.System;
    }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>Makes the scheduler that was chosen.</summary>
    /// <param name="config">The scheduler's own settings.</param>
    /// <param name="log">Where it logs.</param>
    /// <returns>The scheduler.</returns>
    public IScheduler CreateScheduler(Config config, ILoggingAdapter log) =>
        _factory is null ? new HeapScheduler(config, log, Time) : _factory(config, log);
}
