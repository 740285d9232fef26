using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Supervision.TestKit.Internal;

namespace Supervision.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Takes the next message, or null when none comes in time.</summary>
    /// <param name="max">
    /// The limit, not dilated; null is <see cref="RemainingOrDefault"/>, zero does not wait, <see cref="Timeout.InfiniteTimeSpan"/> has no limit.
    /// </param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public object? ReceiveOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        TryReceiveOne(out var envelope, max, cancellationToken) ? envelope.Message : null;

    /// <inheritdoc cref="ReceiveOne(TimeSpan?, CancellationToken)"/>
    public async ValueTask<object?> ReceiveOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        (await ReceiveEnvelopeAsync(GetTimeoutOrDefault(max), cancellationToken).ConfigureAwait(false))?.Message;

    /// <summary>Takes the next message with its sender; false when none comes in time.</summary>
    /// <inheritdoc cref="ReceiveOne(TimeSpan?, CancellationToken)"/>
    public bool TryReceiveOne(
        [NotNullWhen(true)] out MessageEnvelope? envelope, TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        envelope = ReceiveEnvelope(GetTimeoutOrDefault(max), cancellationToken);
        return envelope is not null;
    }

    /// <inheritdoc cref="TryReceiveOne(out MessageEnvelope?, TimeSpan?, CancellationToken)"/>
    public async ValueTask<(bool success, MessageEnvelope envelope)> TryReceiveOneAsync(
        TimeSpan? max, CancellationToken cancellationToken = default)
    {
        var envelope = await ReceiveEnvelopeAsync(GetTimeoutOrDefault(max), cancellationToken).ConfigureAwait(false);
        return (envelope is not null, envelope ?? NullMessageEnvelope.Instance);
    }

    /// <summary>Looks at the next message and leaves it in the queue; null when none comes in time.</summary>
    /// <inheritdoc cref="ReceiveOne(TimeSpan?, CancellationToken)"/>
    public object? PeekOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        TryPeekOne(out var envelope, max, cancellationToken) ? envelope.Message : null;

    /// <inheritdoc cref="PeekOne(TimeSpan?, CancellationToken)"/>
    public object? PeekOne(CancellationToken cancellationToken) => PeekOne(null, cancellationToken);

    /// <inheritdoc cref="PeekOne(TimeSpan?, CancellationToken)"/>
    public async ValueTask<object?> PeekOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        (await TryPeekOneAsync(max, cancellationToken).ConfigureAwait(false)).envelope.Message;

    /// <inheritdoc cref="PeekOne(TimeSpan?, CancellationToken)"/>
    public ValueTask<object?> PeekOneAsync(CancellationToken cancellationToken) => PeekOneAsync(null, cancellationToken);

    /// <summary>Looks at the next message with its sender and leaves it in the queue.</summary>
    /// <inheritdoc cref="ReceiveOne(TimeSpan?, CancellationToken)"/>
    public bool TryPeekOne([NotNullWhen(true)] out MessageEnvelope? envelope, TimeSpan? max, CancellationToken cancellationToken)
    {
        var found = _queue.Wait(Limit(GetTimeoutOrDefault(max)), remove: false, out envelope, cancellationToken);
        _lastWasNoMsg = false;
        _lastMessage = envelope ?? NullMessageEnvelope.Instance;
        return found;
    }

    /// <inheritdoc cref="TryPeekOne(out MessageEnvelope?, TimeSpan?, CancellationToken)"/>
    public async ValueTask<(bool success, MessageEnvelope envelope)> TryPeekOneAsync(TimeSpan? max, CancellationToken cancellationToken)
    {
        var envelope = await _queue.WaitAsync(Limit(GetTimeoutOrDefault(max)), remove: false, cancellationToken).ConfigureAwait(false);
        _lastWasNoMsg = false;
        _lastMessage = envelope ?? NullMessageEnvelope.Instance;
        return (envelope is not null, _lastMessage);
    }

    /// <summary>Takes so many messages; fails when they do not come within <see cref="RemainingOrDefault"/>.</summary>
    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, CancellationToken cancellationToken = default) =>
        InternalReceiveN(numberOfMessages, RemainingOrDefault, cancellationToken);

    /// <summary>Takes so many messages; fails when they do not come within <paramref name="max"/> (dilated).</summary>
    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default)
    {
        max.EnsureIsPositiveFinite(nameof(max));
        return InternalReceiveN(numberOfMessages, Dilated(max), cancellationToken);
    }

    /// <inheritdoc cref="ReceiveN(int, CancellationToken)"/>
    public IAsyncEnumerable<object> ReceiveNAsync(int numberOfMessages, CancellationToken cancellationToken = default) =>
        InternalReceiveNAsync(numberOfMessages, RemainingOrDefault, cancellationToken);

    /// <inheritdoc cref="ReceiveN(int, TimeSpan, CancellationToken)"/>
    public IAsyncEnumerable<object> ReceiveNAsync(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default)
    {
        max.EnsureIsPositiveFinite(nameof(max));
        return InternalReceiveNAsync(numberOfMessages, Dilated(max), cancellationToken);
    }

    private List<object> InternalReceiveN(int count, TimeSpan max, CancellationToken cancellationToken)
    {
        var messages = new List<object>(count);
        var end = Now + max;
        while (messages.Count < count)
        {
            var envelope = ReceiveEnvelope(Left(end), cancellationToken);
            if (envelope?.Message is null)
            {
                FailReceiveN(count, messages.Count, max);
                break;
            }

            messages.Add(envelope.Message);
        }

        return messages;
    }

    private async IAsyncEnumerable<object> InternalReceiveNAsync(
        int count, TimeSpan max, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var end = Now + max;
        for (var received = 0; received < count; received++)
        {
            var envelope = await ReceiveEnvelopeAsync(Left(end), cancellationToken).ConfigureAwait(false);
            if (envelope?.Message is null)
            {
                FailReceiveN(count, received, max);
                yield break;
            }

            yield return envelope.Message;
        }
    }

    private void FailReceiveN(int expected, int received, TimeSpan max) =>
        Assertions.AssertTrue(false, $"Timeout ({max}) while expecting {expected} messages; received {received}.");

    private MessageEnvelope? ReceiveEnvelope(TimeSpan max, CancellationToken cancellationToken)
    {
        _queue.Wait(Limit(max), remove: true, out var envelope, cancellationToken);
        _lastWasNoMsg = false;
        _lastMessage = envelope ?? NullMessageEnvelope.Instance;
        return envelope;
    }

    private async ValueTask<MessageEnvelope?> ReceiveEnvelopeAsync(TimeSpan max, CancellationToken cancellationToken)
    {
        var envelope = await _queue.WaitAsync(Limit(max), remove: true, cancellationToken).ConfigureAwait(false);
        _lastWasNoMsg = false;
        _lastMessage = envelope ?? NullMessageEnvelope.Instance;
        return envelope;
    }

    private static TimeSpan Left(TimeSpan end)
    {
        var left = end - Now;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private static TimeSpan Limit(TimeSpan max) => max.IsInfinite() ? Timeout.InfiniteTimeSpan : max;
}
