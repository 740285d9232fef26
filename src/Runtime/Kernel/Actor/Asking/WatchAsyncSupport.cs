using Supervision.Dispatch.SysMsg;

namespace Supervision.Actor;

/// <summary>Waiting for the end of an actor from outside of actors.</summary>
public static class WatchAsyncSupport
{
    /// <summary>Waits for an actor to stop.</summary>
    /// <returns>True when it stopped, false when the token was cancelled before.</returns>
    public static async Task<bool> WatchAsync(this IActorRef target, CancellationToken token = default)
    {
        if (target is not IInternalActorRef watchee || target is Nobody)
        {
            throw new InvalidOperationException($"{target} is not an {nameof(IInternalActorRef)} and cannot be death-watched");
        }

        TaskCompletionSource<Terminated> result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        FutureActorRef<Terminated> watcher = new(result, null, watchee.Provider);
        watchee.SendSystemMessage(new Watch(watchee, watcher));
        using CancellationTokenRegistration registration = token.UnsafeRegister(
            static (state, canceled) => ((FutureActorRef<Terminated>)state!).Fail(new TaskCanceledException(null, null, canceled)),
            watcher);
        await ((Task)result.Task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (result.Task.IsCompletedSuccessfully)
        {
            return true;
        }

        watchee.SendSystemMessage(new Unwatch(watchee, watcher));
        return false;
    }
}
