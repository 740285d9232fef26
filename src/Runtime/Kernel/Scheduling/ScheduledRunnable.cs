using Supervision.Dispatch;

namespace Supervision.Actor;

/// <summary>A work item that runs when it is due.</summary>
internal sealed class ScheduledRunnable(HeapScheduler scheduler, ICancelable? cancelable, IRunnable action)
    : ScheduledItem(scheduler, cancelable)
{
    public override void Run() => action.Run();

    public override string Describe() => action.GetType().Name;
}
