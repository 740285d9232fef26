using System.Diagnostics.CodeAnalysis;
using Supervision.Actor;

namespace Supervision.Pattern;

/// <summary>Begins asynchronous work later.</summary>
public static class FutureTimeoutSupport
{
    /// <summary>Begins work after a time.</summary>
    /// <typeparam name="T">The type of its result.</typeparam>
    /// <param name="duration">How long from now; nothing waits where it is zero or less.</param>
    /// <param name="scheduler">Keeps the time.</param>
    /// <param name="value">The work.</param>
    /// <returns>Its result.</returns>
    public static async Task<T> After<T>(TimeSpan duration, IScheduler scheduler, Func<Task<T>> value)
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        ArgumentNullException.ThrowIfNull(value);
        if (duration > TimeSpan.Zero)
        {
            var due = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            scheduler.Advanced.ScheduleOnce(duration, due.SetResult);
            await due.Task.ConfigureAwait(false);
        }

        return await value().ConfigureAwait(false);
    }
}
