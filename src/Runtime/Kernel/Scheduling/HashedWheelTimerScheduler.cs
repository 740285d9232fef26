using Supervision.Configuration;
using Supervision.Event;

namespace Supervision.Actor;

/// <summary>
/// The default scheduler under the name that Akka.NET gives it, so that programs and configurations that name it find it. There is
/// no wheel and nothing ticks: see <see cref="HeapScheduler"/>.
/// </summary>
public sealed class HashedWheelTimerScheduler : HeapScheduler
{
    /// <summary>A scheduler on the system's clock.</summary>
    /// <param name="scheduler">The scheduler's own settings; there are none so far.</param>
    /// <param name="log">Where it logs what actions throw.</param>
    public HashedWheelTimerScheduler(Config scheduler, ILoggingAdapter log)
        : base(scheduler, log)
    {
    }
}
