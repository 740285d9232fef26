using System.Diagnostics.CodeAnalysis;
using Supervision.Actor;

namespace Supervision.Pattern;

public partial class CircuitBreaker
{
    /// <summary>Makes a call through the breaker.</summary>
    /// <typeparam name="T">The type of its result.</typeparam>
    /// <param name="body">The call.</param>
    /// <returns>Its result; fails with what the call failed with, with <see cref="OpenCircuitException"/> where the call was not made,
    /// and with <see cref="TimeoutException"/> where it takes longer than <see cref="CallTimeout"/> (it goes on, unheard).</returns>
    public Task<T> WithCircuitBreaker<T>(Func<Task<T>> body) => WithCircuitBreaker(body, static call => call());

    /// <summary>Makes a call through the breaker, without a closure.</summary>
    /// <typeparam name="T">The type of its result.</typeparam>
    /// <typeparam name="TState">The type of what the call is given.</typeparam>
    /// <param name="state">What the call is given.</param>
    /// <param name="body">The call.</param>
    /// <returns>As <see cref="WithCircuitBreaker{T}(Func{Task{T}})"/>.</returns>
    public async Task<T> WithCircuitBreaker<T, TState>(TState state, Func<TState, Task<T>> body)
    {
        var epoch = Enter();
        try
        {
            var call = body(state);
            await WithinCallTimeout(call).ConfigureAwait(false);
            var result = await call.ConfigureAwait(false);
            OnSuccess(epoch);
            return result;
        }
        catch (Exception e)
        {
            OnFailure(epoch, e);
            throw;
        }
    }

    /// <summary>Makes a call without a result through the breaker.</summary>
    /// <param name="body">The call.</param>
    /// <returns>As <see cref="WithCircuitBreaker{T}(Func{Task{T}})"/>.</returns>
    public Task WithCircuitBreaker(Func<Task> body) => WithCircuitBreaker(body, static call => call());

    /// <summary>Makes a call without a result through the breaker, without a closure.</summary>
    /// <typeparam name="TState">The type of what the call is given.</typeparam>
    /// <param name="state">What the call is given.</param>
    /// <param name="body">The call.</param>
    /// <returns>As <see cref="WithCircuitBreaker{T}(Func{Task{T}})"/>.</returns>
    public async Task WithCircuitBreaker<TState>(TState state, Func<TState, Task> body)
    {
        var epoch = Enter();
        try
        {
            var call = body(state);
            await WithinCallTimeout(call).ConfigureAwait(false);
            await call.ConfigureAwait(false);
            OnSuccess(epoch);
        }
        catch (Exception e)
        {
            OnFailure(epoch, e);
            throw;
        }
    }

    /// <summary>Makes a call on a thread of the pool and waits for it, for <see cref="CallTimeout"/> at most.</summary>
    /// <param name="body">The call.</param>
    /// <exception cref="OpenCircuitException">The call was not made.</exception>
    /// <exception cref="TimeoutException">It takes longer than <see cref="CallTimeout"/> (it goes on, unheard).</exception>
    public void WithSyncCircuitBreaker(Action body) =>
        WithCircuitBreaker(body, static call => Task.Run(call)).GetAwaiter().GetResult();

    /// <summary>Makes a call on a thread of the pool and waits for it, for <see cref="CallTimeout"/> at most.</summary>
    /// <typeparam name="T">The type of its result.</typeparam>
    /// <param name="body">The call.</param>
    /// <returns>Its result.</returns>
    /// <exception cref="OpenCircuitException">The call was not made.</exception>
    /// <exception cref="TimeoutException">It takes longer than <see cref="CallTimeout"/> (it goes on, unheard).</exception>
    public T WithSyncCircuitBreaker<T>(Func<T> body) =>
        WithCircuitBreaker(body, static call => Task.Run(call)).GetAwaiter().GetResult();

    private async Task WithinCallTimeout(Task call)
    {
        if (call.IsCompleted)
            return;
        var timeout = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var timer = Scheduler.Advanced.ScheduleOnceCancelable(CallTimeout, timeout.SetResult);
        if (await Task.WhenAny(call, timeout.Task).ConfigureAwait(false) == call)
        {
            timer.Cancel();
            return;
        }

        Forget(call);
        throw TookTooLong();
    }

    /// <summary>The call goes on alone. The breaker has counted it as failed, so what becomes of it matters to nobody.</summary>
    private static void Forget(Task call) => call.ContinueWith(
        static done => _ = done.Exception,
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);

    private TimeoutException TookTooLong() => new($"The call took longer than {CallTimeout}.");
}
