namespace Supervision.Actor;

/// <summary>Sends what a task gives to an actor: the result, or <see cref="Status.Failure"/>.</summary>
public static class PipeToSupport
{
    /// <summary>Pipes a result.</summary>
    /// <param name="taskToPipe">The task.</param>
    /// <param name="recipient">Who gets the result.</param>
    /// <param name="sender">Who is seen as the sender.</param>
    /// <param name="success">Makes the message of the result; by default the result itself.</param>
    /// <param name="failure">Makes the message of the exception; by default <see cref="Status.Failure"/>.</param>
    /// <returns>A task that completes, always successfully, when the message is sent.</returns>
    public static Task PipeTo<T>(
        this Task<T> taskToPipe,
        ICanTell recipient,
        IActorRef? sender = null,
        Func<T, object>? success = null,
        Func<Exception, object>? failure = null) => taskToPipe.PipeTo(recipient, false, sender, success, failure);

    /// <summary>Pipes a result. See the overload for tasks.</summary>
    public static Task PipeTo<T>(
        this ValueTask<T> taskToPipe,
        ICanTell recipient,
        IActorRef? sender = null,
        Func<T, object>? success = null,
        Func<Exception, object>? failure = null) => taskToPipe.AsTask().PipeTo(recipient, false, sender, success, failure);

    /// <summary>Pipes a result; <paramref name="useConfigureAwait"/> true makes the functions run in the caller's context.</summary>
    public static async Task PipeTo<T>(
        this Task<T> taskToPipe,
        ICanTell recipient,
        bool useConfigureAwait,
        IActorRef? sender = null,
        Func<T, object>? success = null,
        Func<Exception, object>? failure = null)
    {
        await ((Task)taskToPipe).ConfigureAwait(AwaitOptions(useConfigureAwait));
        if (taskToPipe.IsCompletedSuccessfully)
        {
            T result = await taskToPipe.ConfigureAwait(false);
            Deliver(recipient, sender, () => success is null ? result : success(result), failure);
        }
        else
        {
            Fail(taskToPipe, recipient, sender, failure);
        }
    }

    /// <summary>Pipes a result; see the overload for tasks.</summary>
    public static Task PipeTo<T>(
        this ValueTask<T> taskToPipe,
        ICanTell recipient,
        bool useConfigureAwait,
        IActorRef? sender = null,
        Func<T, object>? success = null,
        Func<Exception, object>? failure = null) => taskToPipe.AsTask().PipeTo(recipient, useConfigureAwait, sender, success, failure);

    /// <summary>Pipes the end of a task; without <paramref name="success"/> a success sends nothing.</summary>
    public static Task PipeTo(
        this Task taskToPipe,
        ICanTell recipient,
        IActorRef? sender = null,
        Func<object>? success = null,
        Func<Exception, object>? failure = null) => taskToPipe.PipeTo(recipient, false, sender, success, failure);

    /// <summary>Pipes the end of a task; see the overload for tasks.</summary>
    public static Task PipeTo(
        this ValueTask taskToPipe,
        ICanTell recipient,
        IActorRef? sender = null,
        Func<object>? success = null,
        Func<Exception, object>? failure = null) => taskToPipe.AsTask().PipeTo(recipient, false, sender, success, failure);

    /// <summary>Pipes the end of a task; <paramref name="useConfigureAwait"/> true makes the functions run in the caller's context.</summary>
    public static async Task PipeTo(
        this Task taskToPipe,
        ICanTell recipient,
        bool useConfigureAwait,
        IActorRef? sender = null,
        Func<object>? success = null,
        Func<Exception, object>? failure = null)
    {
        await ((Task)taskToPipe).ConfigureAwait(AwaitOptions(useConfigureAwait));
        if (!taskToPipe.IsCompletedSuccessfully)
        {
            Fail(taskToPipe, recipient, sender, failure);
        }
        else if (success is not null)
        {
            Deliver(recipient, sender, success, failure);
        }
    }

    /// <summary>Pipes the end of a task; see the overload for tasks.</summary>
    public static Task PipeTo(
        this ValueTask taskToPipe,
        ICanTell recipient,
        bool useConfigureAwait,
        IActorRef? sender = null,
        Func<object>? success = null,
        Func<Exception, object>? failure = null) => taskToPipe.AsTask().PipeTo(recipient, useConfigureAwait, sender, success, failure);

    // Waits for the end without throwing: the recipient gets the exception, not the caller.
    private static ConfigureAwaitOptions AwaitOptions(bool continueOnCapturedContext) =>
        ConfigureAwaitOptions.SuppressThrowing | (continueOnCapturedContext ? ConfigureAwaitOptions.ContinueOnCapturedContext : ConfigureAwaitOptions.None);

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1031", Justification = "Sent to the recipient.")]
    private static void Deliver(ICanTell recipient, IActorRef? sender, Func<object?> make, Func<Exception, object>? failure)
    {
        object? message;
        try
        {
            message = make() ?? throw new InvalidMessageException("PipeTo cannot send null: the task's result, or what was made of it, is null");
        }
        catch (Exception e)
        {
            message = failure is null ? new Status.Failure(e) : failure(e);
        }

        recipient.Tell(message, sender);
    }

    private static void Fail(Task task, ICanTell recipient, IActorRef? sender, Func<Exception, object>? failure)
    {
        Exception cause = task.Exception switch
        {
            null => new TaskCanceledException(task),
            { InnerExceptions: [var only] } => only,
            var several => several,
        };
        recipient.Tell(failure is null ? new Status.Failure(cause) : failure(cause), sender);
    }
}
