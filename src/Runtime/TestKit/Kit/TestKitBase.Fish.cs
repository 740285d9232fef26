using System.Collections;

namespace Supervision.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Takes messages until the predicate accepts one; fails when none is accepted in time.</summary>
    /// <param name="isMessage">True for the message looked for.</param>
    /// <param name="max">The limit for all, dilated.</param>
    /// <param name="hint">Part of a failure.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public object FishForMessage(
        Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessage<object>(isMessage, max, hint, cancellationToken);

    /// <summary>Takes messages until one is of the type and the predicate accepts it; fails when none is in time.</summary>
    /// <inheritdoc cref="FishForMessage(Predicate{object}, TimeSpan?, string, CancellationToken)"/>
    public T FishForMessage<T>(
        Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessage(isMessage, null, max, hint, cancellationToken);

    /// <summary>Like <see cref="FishForMessage{T}(Predicate{T}, TimeSpan?, string, CancellationToken)"/>; puts the others in the list.</summary>
    public T FishForMessage<T>(
        Predicate<T> isMessage,
        ArrayList? allMessages,
        TimeSpan? max = null,
        string hint = "",
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(isMessage);
        var limit = RemainingOrDilated(max);
        var end = Now + limit;
        allMessages?.Clear();
        while (true)
        {
            if (IsCaught(ReceiveEnvelope(Left(end), cancellationToken), isMessage, allMessages, limit, hint, out var caught))
            {
                return caught;
            }
        }
    }

    /// <inheritdoc cref="FishForMessage(Predicate{object}, TimeSpan?, string, CancellationToken)"/>
    public ValueTask<object> FishForMessageAsync(
        Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync<object>(isMessage, max, hint, cancellationToken);

    /// <inheritdoc cref="FishForMessage{T}(Predicate{T}, TimeSpan?, string, CancellationToken)"/>
    public ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync(isMessage, null, max, hint, cancellationToken);

    /// <inheritdoc cref="FishForMessage{T}(Predicate{T}, ArrayList?, TimeSpan?, string, CancellationToken)"/>
    public async ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage,
        ArrayList? allMessages,
        TimeSpan? max = null,
        string hint = "",
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(isMessage);
        var limit = RemainingOrDilated(max);
        var end = Now + limit;
        allMessages?.Clear();
        while (true)
        {
            var envelope = await ReceiveEnvelopeAsync(Left(end), cancellationToken).ConfigureAwait(false);
            if (IsCaught(envelope, isMessage, allMessages, limit, hint, out var caught))
            {
                return caught;
            }
        }
    }

    /// <summary>Takes messages until the time is over; fails when one of them is of the type.</summary>
    /// <param name="max">How long, dilated.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task FishUntilMessageAsync<T>(TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        var end = Now + RemainingOrDilated(max);
        while (await ReceiveEnvelopeAsync(Left(end), cancellationToken).ConfigureAwait(false) is { } envelope)
        {
            if (envelope.Message is T)
            {
                Fail($"Did not expect a message of type {typeof(T)}, but received {envelope}.");
            }
        }

        _lastWasNoMsg = true;
    }

    private bool IsCaught<T>(
        MessageEnvelope? envelope, Predicate<T> isMessage, ArrayList? others, TimeSpan limit, string hint, out T caught)
    {
        caught = default!;
        if (envelope is null)
        {
            Assertions.AssertTrue(false, $"Timeout ({limit}) while fishing for a message of type {typeof(T)}.{Hint(hint)}");
        }

        if (envelope?.Message is T typed && isMessage(typed))
        {
            caught = typed;
            return true;
        }

        others?.Add(envelope?.Message);

        // Assertions that do not throw must not make this loop endless.
        return envelope is null;
    }
}
