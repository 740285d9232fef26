namespace Supervision.Actor;

/// <summary>A delegate that runs when it is due.</summary>
internal sealed class ScheduledAction(HeapScheduler scheduler, ICancelable? cancelable, Action action)
    : ScheduledItem(scheduler, cancelable)
{
    private Action? _action = action;

    public override void Run() => _action?.Invoke();

    public override string Describe() => $"a delegate of {_action?.Target?.GetType().Name ?? "a static method"}";

    public override void Forget() => _action = null;
}
