using Supervision.Actor;
using Supervision.Actor.Internal;
using Supervision.Dispatch.SysMsg;

namespace Supervision.Dispatch;

/// <summary>Runs the pieces of an actor's asynchronous handlers inside the actor, one after the other.</summary>
public class ActorTaskScheduler : TaskScheduler
{
    private readonly ActorCell _cell;
    private bool _starting;

    internal ActorTaskScheduler(ActorCell cell)
    {
        _cell = cell;
    }

    /// <summary>The message whose handler runs, or null.</summary>
    public object? CurrentMessage => _cell.CurrentMessage;

    /// <summary>One: an actor does one thing at a time.</summary>
    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Runs code as a task of the running actor.</summary>
    public static void RunTask(Action action) => RunTask(() =>
    {
        action();
        return Task.CompletedTask;
    });

    /// <summary>Runs asynchronous code as part of the running actor; its user messages wait until the code is done.</summary>
    /// <exception cref="InvalidOperationException">No actor runs on this thread.</exception>
    public static void RunTask(Func<Task> asyncAction)
    {
        ActorCell cell = InternalCurrentActorCellKeeper.Current
            ?? throw new InvalidOperationException("Cannot call RunTask from outside of an actor context");
        cell.RunTask(asyncAction);
    }

    internal Task Start(Func<Task> asyncAction)
    {
        bool before = _starting;
        _starting = true;
        try
        {
            // Inline: QueueTask below runs it before StartNew returns.
            return Task.Factory.StartNew(asyncAction, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();
        }
        finally
        {
            _starting = before;
        }
    }

    internal void Continue(Task task)
    {
        OnBeforeTaskStarted();
        try
        {
            TryExecuteTask(task);
        }
        finally
        {
            OnAfterTaskCompleted();
        }
    }

    /// <summary>Called on the actor's thread before a piece runs.</summary>
    protected virtual void OnBeforeTaskStarted()
    {
    }

    /// <summary>Called on the actor's thread after a piece ran.</summary>
    protected virtual void OnAfterTaskCompleted()
    {
    }

    /// <inheritdoc/>
    protected override void QueueTask(Task task)
    {
        if (_starting && ReferenceEquals(InternalCurrentActorCellKeeper.Current, _cell))
        {
            _starting = false;
            Continue(task);
        }
        else
        {
            _cell.SendSystemMessage(new ActorTask(task));
        }
    }

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && ReferenceEquals(Current, this) && TryExecuteTask(task);

    /// <summary>Nothing: queued pieces are in the actor's mailbox.</summary>
    protected override IEnumerable<Task>? GetScheduledTasks() => null;
}
