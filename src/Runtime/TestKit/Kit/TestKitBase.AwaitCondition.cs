using System.Globalization;
using Supervision.Event;
using Supervision.TestKit.Internal;

namespace Supervision.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Asks the condition again and again until it is true; fails when the time is over.</summary>
    public void AwaitCondition(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, null, null, null, cancellationToken);

    /// <inheritdoc cref="AwaitCondition(Func{bool}, CancellationToken)"/>
    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, null, null, cancellationToken);

    /// <inheritdoc cref="AwaitCondition(Func{bool}, CancellationToken)"/>
    public void AwaitCondition(
        Func<bool> conditionIsFulfilled, TimeSpan? max, string message, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, null, message, cancellationToken);

    /// <inheritdoc cref="AwaitCondition(Func{bool}, CancellationToken)"/>
    /// <param name="conditionIsFulfilled">The condition.</param>
    /// <param name="max">The limit, dilated.</param>
    /// <param name="interval">The time between two questions, 100 ms by default.</param>
    /// <param name="message">Part of a failure.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public void AwaitCondition(
        Func<bool> conditionIsFulfilled,
        TimeSpan? max,
        TimeSpan? interval,
        string? message = null,
        CancellationToken cancellationToken = default)
    {
        var limit = RemainingOrDilated(max);
        InternalAwaitCondition(conditionIsFulfilled, limit, interval, Failing(message), DebugLog, cancellationToken);
    }

    /// <inheritdoc cref="AwaitCondition(Func{bool}, CancellationToken)"/>
    public Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, null, null, null, cancellationToken);

    /// <inheritdoc cref="AwaitCondition(Func{bool}, CancellationToken)"/>
    public Task AwaitConditionAsync(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, null, null, null, cancellationToken);

    /// <inheritdoc cref="AwaitCondition(Func{bool}, CancellationToken)"/>
    public Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, null, null, cancellationToken);

    /// <inheritdoc cref="AwaitCondition(Func{bool}, CancellationToken)"/>
    public Task AwaitConditionAsync(
        Func<bool> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, null, null, cancellationToken);

    /// <inheritdoc cref="AwaitCondition(Func{bool}, CancellationToken)"/>
    public Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, string message, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, null, message, cancellationToken);

    /// <inheritdoc cref="AwaitCondition(Func{bool}, CancellationToken)"/>
    public Task AwaitConditionAsync(
        Func<bool> conditionIsFulfilled, TimeSpan? max, string message, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, null, message, cancellationToken);

    /// <inheritdoc cref="AwaitCondition(Func{bool}, TimeSpan?, TimeSpan?, string?, CancellationToken)"/>
    public Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled,
        TimeSpan? max,
        TimeSpan? interval,
        string? message = null,
        CancellationToken cancellationToken = default) =>
        InternalAwaitConditionAsync(
            conditionIsFulfilled, RemainingOrDilated(max), interval, Failing(message), DebugLog, cancellationToken);

    /// <inheritdoc cref="AwaitCondition(Func{bool}, TimeSpan?, TimeSpan?, string?, CancellationToken)"/>
    public Task AwaitConditionAsync(
        Func<bool> conditionIsFulfilled,
        TimeSpan? max,
        TimeSpan? interval,
        string? message = null,
        CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(Asynchronous(conditionIsFulfilled), max, interval, message, cancellationToken);

    /// <summary>Like <see cref="AwaitCondition(Func{bool}, CancellationToken)"/>, but the limit is not dilated and nothing fails.</summary>
    /// <returns>False when the time was over first.</returns>
    public bool AwaitConditionNoThrow(
        Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        InternalAwaitCondition(conditionIsFulfilled, max, interval, static (_, _) => { }, DebugLog, cancellationToken);

    /// <inheritdoc cref="AwaitConditionNoThrow(Func{bool}, TimeSpan, TimeSpan?, CancellationToken)"/>
    public Task<bool> AwaitConditionNoThrowAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        InternalAwaitConditionAsync(conditionIsFulfilled, max, interval, static (_, _) => { }, DebugLog, cancellationToken);

    /// <inheritdoc cref="AwaitConditionNoThrow(Func{bool}, TimeSpan, TimeSpan?, CancellationToken)"/>
    public Task<bool> AwaitConditionNoThrowAsync(
        Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        AwaitConditionNoThrowAsync(Asynchronous(conditionIsFulfilled), max, interval, cancellationToken);

    /// <inheritdoc cref="InternalAwaitCondition(Func{bool}, TimeSpan, TimeSpan?, Action{string, object[]}, ILoggingAdapter?, CancellationToken)"/>
    protected static bool InternalAwaitCondition(
        Func<bool> conditionIsFulfilled,
        TimeSpan max,
        TimeSpan? interval,
        Action<string, object[]> fail,
        CancellationToken cancellationToken = default) =>
        InternalAwaitCondition(conditionIsFulfilled, max, interval, fail, null, cancellationToken);

    /// <inheritdoc cref="InternalAwaitCondition(Func{bool}, TimeSpan, TimeSpan?, Action{string, object[]}, ILoggingAdapter?, CancellationToken)"/>
    protected static Task<bool> InternalAwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled,
        TimeSpan max,
        TimeSpan? interval,
        Action<string, object[]> fail,
        CancellationToken cancellationToken = default) =>
        InternalAwaitConditionAsync(conditionIsFulfilled, max, interval, fail, null, cancellationToken);

    /// <summary>The loop behind all synchronous forms.</summary>
    /// <returns>False when the time was over first and <paramref name="fail"/> did not throw.</returns>
    protected static bool InternalAwaitCondition(
        Func<bool> conditionIsFulfilled,
        TimeSpan max,
        TimeSpan? interval,
        Action<string, object[]> fail,
        ILoggingAdapter? logger,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(conditionIsFulfilled);
        ArgumentNullException.ThrowIfNull(fail);
        max.EnsureIsPositiveFinite(nameof(max));
        var poll = Interval(interval);
        var start = Now;
        while (!conditionIsFulfilled())
        {
            if (Now >= start + max)
            {
                Expired(max, fail, logger);
                return false;
            }

            TestClock.Pause(Left(start + max).Min(poll), cancellationToken);
        }

        return true;
    }

    /// <summary>The loop behind all asynchronous forms.</summary>
    /// <inheritdoc cref="InternalAwaitCondition(Func{bool}, TimeSpan, TimeSpan?, Action{string, object[]}, ILoggingAdapter?, CancellationToken)"/>
    protected static async Task<bool> InternalAwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled,
        TimeSpan max,
        TimeSpan? interval,
        Action<string, object[]> fail,
        ILoggingAdapter? logger,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(conditionIsFulfilled);
        ArgumentNullException.ThrowIfNull(fail);
        max.EnsureIsPositiveFinite(nameof(max));
        var poll = Interval(interval);
        var start = Now;
        while (!await conditionIsFulfilled())
        {
            if (Now >= start + max)
            {
                Expired(max, fail, logger);
                return false;
            }

            await Task.Delay(Left(start + max).Min(poll), cancellationToken);
        }

        return true;
    }

    private ILoggingAdapter? DebugLog => TestKitSettings.LogTestKitCalls ? Log : null;

    private Action<string, object[]> Failing(string? message) =>
        (format, args) => Fail(string.Format(CultureInfo.InvariantCulture, format, args) + Hint(message));

    private static Func<Task<bool>> Asynchronous(Func<bool> condition) => () => Task.FromResult(condition());

    private static void Expired(TimeSpan max, Action<string, object[]> fail, ILoggingAdapter? logger)
    {
        const string Format = "Timeout {0} expired while waiting for condition.";
        logger?.Debug(Format, max);
        fail(Format, [max]);
    }
}
