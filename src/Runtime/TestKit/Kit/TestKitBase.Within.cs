using Supervision.TestKit.Internal;

namespace Supervision.TestKit;

public abstract partial class TestKitBase
{
    // True when the last examination was one that waits its whole time by nature; the end of a Within block is then not checked.
    private bool _lastWasNoMsg;

    /// <summary>Runs the block; fails when it takes longer than <paramref name="max"/> (dilated).</summary>
    /// <param name="max">The limit, which the examinations inside inherit.</param>
    /// <param name="action">The block.</param>
    /// <param name="epsilonValue">How much later than the limit the end may be; zero by default.</param>
    /// <param name="cancellationToken">Cancels before the block runs.</param>
    public void Within(TimeSpan max, Action action, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, action, null, epsilonValue, cancellationToken);

    /// <summary>Runs the block; fails when it takes less than <paramref name="min"/> or more than <paramref name="max"/> (dilated).</summary>
    public void Within(
        TimeSpan min,
        TimeSpan max,
        Action action,
        string? hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(action);
        Within<object?>(
            min,
            max,
            () =>
            {
                action();
                return null;
            },
            hint,
            epsilonValue,
            cancellationToken);
    }

    /// <inheritdoc cref="Within(TimeSpan, Action, TimeSpan?, CancellationToken)"/>
    /// <param name="max">The limit, which the examinations inside inherit.</param>
    /// <param name="function">The block.</param>
    /// <param name="epsilonValue">How much later than the limit the end may be; zero by default.</param>
    /// <param name="cancellationToken">Cancels before the block runs.</param>
    /// <returns>What the block returns.</returns>
    public T Within<T>(TimeSpan max, Func<T> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    /// <inheritdoc cref="Within(TimeSpan, TimeSpan, Action, string?, TimeSpan?, CancellationToken)"/>
    public T Within<T>(
        TimeSpan min,
        TimeSpan max,
        Func<T> function,
        string? hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        cancellationToken.ThrowIfCancellationRequested();
        var frame = Enter(min, max, hint);
        T result;
        try
        {
            result = function();
        }
        finally
        {
            _end = frame.OuterEnd;
        }

        Leave(frame, min, hint, epsilonValue);
        return result;
    }

    /// <inheritdoc cref="Within(TimeSpan, Action, TimeSpan?, CancellationToken)"/>
    /// <param name="max">The limit, which the examinations inside inherit.</param>
    /// <param name="actionAsync">The block.</param>
    /// <param name="epsilonValue">How much later than the limit the end may be; zero by default.</param>
    /// <param name="cancellationToken">Cancels before the block runs.</param>
    public Task WithinAsync(
        TimeSpan max, Func<Task> actionAsync, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, actionAsync, null, epsilonValue, cancellationToken);

    /// <inheritdoc cref="Within(TimeSpan, TimeSpan, Action, string?, TimeSpan?, CancellationToken)"/>
    public Task WithinAsync(
        TimeSpan min,
        TimeSpan max,
        Func<Task> actionAsync,
        string? hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actionAsync);
        return WithinAsync<object?>(
            min,
            max,
            async () =>
            {
                await actionAsync().ConfigureAwait(false);
                return null;
            },
            hint,
            epsilonValue,
            cancellationToken);
    }

    /// <inheritdoc cref="Within{T}(TimeSpan, Func{T}, TimeSpan?, CancellationToken)"/>
    public Task<T> WithinAsync<T>(
        TimeSpan max, Func<Task<T>> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    /// <inheritdoc cref="Within(TimeSpan, TimeSpan, Action, string?, TimeSpan?, CancellationToken)"/>
    public async Task<T> WithinAsync<T>(
        TimeSpan min,
        TimeSpan max,
        Func<Task<T>> function,
        string? hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        cancellationToken.ThrowIfCancellationRequested();
        var frame = Enter(min, max, hint);
        T result;
        try
        {
            result = await function().ConfigureAwait(false);
        }
        finally
        {
            _end = frame.OuterEnd;
        }

        Leave(frame, min, hint, epsilonValue);
        return result;
    }

    private WithinFrame Enter(TimeSpan min, TimeSpan max, string? hint)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(min, TimeSpan.Zero);
        max.EnsureIsPositiveFinite(nameof(max));
        var start = Now;
        var outerEnd = _end;
        var limit = Dilated(max);
        if (outerEnd is { } end)
        {
            var left = end - start;
            if (left < min)
            {
                Fail($"The block needs at least {min}, but only {left} is left.{Hint(hint)}");
            }

            limit = left < limit ? left : limit;
        }

        _lastWasNoMsg = false;
        _end = start + limit;
        return new WithinFrame(start, limit, outerEnd);
    }

    private void Leave(WithinFrame frame, TimeSpan min, string? hint, TimeSpan? epsilon)
    {
        var elapsed = Now - frame.Start;
        if (elapsed < min)
        {
            Fail($"The block took {elapsed}; it should have taken at least {min}.{Hint(hint)}");
        }

        if (!_lastWasNoMsg && elapsed > frame.Limit + (epsilon ?? TimeSpan.Zero))
        {
            Fail($"The block took {elapsed}; it should have taken at most {frame.Limit}.{Hint(hint)}");
        }
    }

    private readonly record struct WithinFrame(TimeSpan Start, TimeSpan Limit, TimeSpan? OuterEnd);
}
