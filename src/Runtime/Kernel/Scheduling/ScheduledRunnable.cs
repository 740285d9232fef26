using Supervision.Dispatch;

namespace Supervision.Actor;

/// <summary>A work item that runs when it is due.</summary>
internal sealed class ScheduledRunnable(HeapScheduler scheduler, ICancelable? cancelable, IRunnable action)
    : ScheduledItem(scheduler, cancelable)
{
    private IRunnable? _action = action;

    public override void Run() => _action?.Run();

    public override string Describe() => _action?.GetType().Name ?? "a cancelled work item";

    public override void Forget() => _action = null;
}
