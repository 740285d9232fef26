namespace Supervision.Actor;

/// <summary>A delegate that runs when it is due.</summary>
internal sealed class ScheduledAction(HeapScheduler scheduler, ICancelable? cancelable, Action action)
    : ScheduledItem(scheduler, cancelable)
{
    public override void Run() => action();

    public override string Describe() => $"a delegate of {action.Target?.GetType().Name ?? "a static method"}";
}
