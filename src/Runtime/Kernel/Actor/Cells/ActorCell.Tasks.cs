using Supervision.Actor.Internal;
using Supervision.Dispatch;

namespace Supervision.Actor;

// Overview
// An asynchronous handler starts as a task on the actor's own scheduler, so what follows an await comes back as a system
// message and runs inside the actor, between its other work. Until the handler is done a bit in the status word keeps user
// messages in the mailbox; system messages go on, so a waiting actor can still be stopped or restarted. A handler that never
// really waits costs neither the bit nor a system message.

/// <content>Asynchronous handlers.</content>
public partial class ActorCell
{
    /// <summary>Runs the pieces of asynchronous handlers inside this actor.</summary>
    public virtual ActorTaskScheduler TaskScheduler => Extras.TaskScheduler ??= new ActorTaskScheduler(this);

    /// <summary>Runs an asynchronous piece of the present handler; user messages wait until it is done.</summary>
    internal void RunTask(Func<Task> asyncAction)
    {
        Task done = TaskScheduler.Start(asyncAction);
        if (done.IsCompleted)
        {
            done.GetAwaiter().GetResult();
            return;
        }

        CellExtras extras = Extras;
        if (extras.Awaiting++ == 0)
        {
            Interlocked.Or(ref _mailbox.Status, AwaitingBit);
        }

        int generation = extras.Generation;
        bool observed = extras.Observed is not null;
        extras.Observed?.Add(done);
        done.ContinueWith(
            finished => CompleteTask(finished, generation, observed),
            CancellationToken.None,
            TaskContinuationOptions.None,
            TaskScheduler);
    }

    /// <summary>Processes a message and lets exceptions out, those of asynchronous handlers too. For test references only.</summary>
    /// <returns>Ends when the handlers that the message started have ended.</returns>
    internal async Task ReceiveMessageForTestAsync(Envelope envelope)
    {
        List<Task> started = [];
        Extras.Observed = started;
        try
        {
            ReceiveMessageForTest(envelope);
        }
        finally
        {
            if (_extras is { } extras)
            {
                extras.Observed = null;
            }
        }

        // Yields: the rest of a test must not run inside of the actor's turn.
        await Task.WhenAll(started).ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.SuppressThrowing);

        // The thread that ended a handler is about to end the turn; a test that tells the actor something now expects it idle.
        const int Enough = 10_000;
        for (int i = 0; i < Enough && !IsTerminated && (Volatile.Read(ref _mailbox.Status) & (AwaitingBit | ScheduledBit)) != 0; i++)
        {
            await Task.Yield();
        }

        foreach (Task task in started)
        {
            await task.ConfigureAwait(false);
        }
    }

    private void CompleteTask(Task finished, int generation, bool observed)
    {
        Exception? failure = finished.IsCanceled
            ? new TaskCanceledException(finished)
            : finished.Exception is { InnerExceptions: [var only] } ? only : finished.Exception;
        if (_extras is not { } extras || extras.Generation != generation)
        {
            return;
        }

        if (--extras.Awaiting == 0)
        {
            Interlocked.And(ref _mailbox.Status, ~AwaitingBit);
        }

        if (failure is not null && !observed)
        {
            HandleInvokeFailure(failure);
        }
        else if (_currentMessage is { } message)
        {
            AfterMessage(extras, message);
        }
    }

    private void ExecuteActorTask(Task task) => TaskScheduler.Continue(task);

    // A new instance does not wait for what the old one left unfinished, nor does it answer for its failures.
    private void ForgetAwaiting(CellExtras extras)
    {
        extras.Generation++;
        extras.Awaiting = 0;
        Interlocked.And(ref _mailbox.Status, ~AwaitingBit);
    }
}
