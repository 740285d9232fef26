using System.Diagnostics.CodeAnalysis;
using Supervision.Actor;
using Supervision.Util;

namespace Supervision.Pattern;

/// <summary>Does asynchronous work again when it fails.</summary>
public static class RetrySupport
{
    /// <summary>Does the work, and does it again at once when it fails.</summary>
    /// <typeparam name="T">The type of its result.</typeparam>
    /// <param name="attempt">The work.</param>
    /// <param name="attempts">How often it is done again at most; 0 or more.</param>
    /// <returns>The first result, or the last failure.</returns>
    /// <exception cref="ArgumentException">The number is negative.</exception>
    public static Task<T> Retry<T>(Func<Task<T>> attempt, int attempts) =>
        RunAsync(attempt, Checked(attempts), static _ => Option<TimeSpan>.None, null);

    /// <summary>Does the work, and does it again when it fails, after a time that doubles.</summary>
    /// <typeparam name="T">The type of its result.</typeparam>
    /// <param name="attempt">The work.</param>
    /// <param name="attempts">How often it is done again at most; 0 or more.</param>
    /// <param name="minBackoff">Half of how long to wait at first; more than zero.</param>
    /// <param name="maxBackoff">How long to wait at most, before the random part; the minimum or more.</param>
    /// <param name="randomFactor">How much of the time is added at random; 0 or 1.</param>
    /// <param name="scheduler">Keeps the time.</param>
    /// <returns>The first result, or the last failure.</returns>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public static Task<T> Retry<T>(
        Func<Task<T>> attempt, int attempts, TimeSpan minBackoff, TimeSpan maxBackoff, int randomFactor, IScheduler scheduler)
    {
        if (minBackoff <= TimeSpan.Zero)
            throw new ArgumentException("The minimum backoff must be more than zero.", nameof(minBackoff));
        if (maxBackoff < minBackoff)
            throw new ArgumentException("The maximum backoff must be the minimum or more.", nameof(maxBackoff));
        if (randomFactor is < 0 or > 1)
            throw new ArgumentException("The random factor must be from 0 to 1.", nameof(randomFactor));
        return Retry(
            attempt, attempts, attempted => BackoffDelay.Calculate(attempted, minBackoff, maxBackoff, randomFactor), scheduler);
    }

    /// <summary>Does the work, and does it again when it fails, after a time.</summary>
    /// <typeparam name="T">The type of its result.</typeparam>
    /// <param name="attempt">The work.</param>
    /// <param name="attempts">How often it is done again at most; 0 or more.</param>
    /// <param name="delay">How long to wait.</param>
    /// <param name="scheduler">Keeps the time.</param>
    /// <returns>The first result, or the last failure.</returns>
    /// <exception cref="ArgumentException">The number is negative.</exception>
    public static Task<T> Retry<T>(Func<Task<T>> attempt, int attempts, TimeSpan delay, IScheduler scheduler) =>
        Retry(attempt, attempts, _ => delay, scheduler);

    /// <summary>Does the work, and does it again when it fails, after a time that a function tells.</summary>
    /// <typeparam name="T">The type of its result.</typeparam>
    /// <param name="attempt">The work.</param>
    /// <param name="attempts">How often it is done again at most; 0 or more.</param>
    /// <param name="delayFunction">Tells the time; it is given how often the work was done, 1 after the first failure. None is at once.</param>
    /// <param name="scheduler">Keeps the time.</param>
    /// <returns>The first result, or the last failure.</returns>
    /// <exception cref="ArgumentException">The number is negative.</exception>
    public static Task<T> Retry<T>(
        Func<Task<T>> attempt, int attempts, Func<int, Option<TimeSpan>> delayFunction, IScheduler scheduler)
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        return RunAsync(attempt, Checked(attempts), delayFunction, scheduler);
    }

    private static int Checked(int attempts) => attempts >= 0
        ? attempts
        : throw new ArgumentException("The number of attempts must be 0 or more.", nameof(attempts));

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever it failed with, it is done again.")]
    private static async Task<T> RunAsync<T>(
        Func<Task<T>> attempt, int attempts, Func<int, Option<TimeSpan>> delayFunction, IScheduler? scheduler)
    {
        for (var attempted = 1; ; attempted++)
        {
            try
            {
                return await attempt().ConfigureAwait(false);
            }
            catch (Exception) when (attempted <= attempts)
            {
                // Done again below.
            }

            var delay = delayFunction(attempted);
            if (delay.HasValue && delay.Value > TimeSpan.Zero)
                await FutureTimeoutSupport.After(delay.Value, scheduler!, static () => Task.FromResult(true)).ConfigureAwait(false);
        }
    }
}
