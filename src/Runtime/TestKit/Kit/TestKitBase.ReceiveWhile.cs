using System.Collections;
using System.Runtime.CompilerServices;

namespace Supervision.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Collects messages as long as the filter gives something for them; the first other one stays in the queue.</summary>
    /// <param name="max">The limit for all, dilated; null is <see cref="RemainingOrDefault"/>.</param>
    /// <param name="filter">Maps a message to a result; null ends the collection.</param>
    /// <param name="msgs">How many messages at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public IReadOnlyList<T> ReceiveWhile<T>(
        TimeSpan? max, Func<object, T?> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
        where T : notnull =>
        ReceiveWhile(filter, max, null, msgs, cancellationToken);

    /// <inheritdoc cref="ReceiveWhile{T}(Func{object, T}, TimeSpan?, TimeSpan?, int, CancellationToken)"/>
    public IReadOnlyList<T> ReceiveWhile<T>(
        TimeSpan? max, TimeSpan? idle, Func<object, T?> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
        where T : notnull =>
        ReceiveWhile(filter, max, idle, msgs, cancellationToken);

    /// <summary>Collects messages as long as the filter gives something for them; the first other one stays in the queue.</summary>
    /// <param name="filter">Maps a message to a result; null ends the collection.</param>
    /// <param name="max">The limit for all, dilated; null is <see cref="RemainingOrDefault"/>.</param>
    /// <param name="idle">The limit between two messages; null has none.</param>
    /// <param name="msgs">How many messages at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public IReadOnlyList<T> ReceiveWhile<T>(
        Func<object, T?> filter,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        CancellationToken cancellationToken = default)
        where T : notnull =>
        Collect(new Collector<T>(this, filter, max, idle, msgs), cancellationToken);

    /// <summary>Collects messages of a type as long as the predicate holds; the first that breaks it stays in the queue.</summary>
    /// <param name="shouldContinue">True to go on.</param>
    /// <param name="max">The limit for all, dilated; null is <see cref="RemainingOrDefault"/>.</param>
    /// <param name="idle">The limit between two messages; null has none.</param>
    /// <param name="msgs">How many messages at most.</param>
    /// <param name="shouldIgnoreOtherMessageTypes">True drops messages of other types; false ends the collection at them.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public IReadOnlyList<T> ReceiveWhile<T>(
        Predicate<T> shouldContinue,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        bool shouldIgnoreOtherMessageTypes = true,
        CancellationToken cancellationToken = default)
        where T : notnull =>
        Collect(new Collector<T>(this, shouldContinue, max, idle, msgs, shouldIgnoreOtherMessageTypes), cancellationToken);

    /// <inheritdoc cref="ReceiveWhile{T}(TimeSpan?, Func{object, T}, int, CancellationToken)"/>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        TimeSpan? max, Func<object, T?> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
        where T : notnull =>
        ReceiveWhileAsync(filter, max, null, msgs, cancellationToken);

    /// <inheritdoc cref="ReceiveWhile{T}(Func{object, T}, TimeSpan?, TimeSpan?, int, CancellationToken)"/>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        TimeSpan? max, TimeSpan? idle, Func<object, T?> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
        where T : notnull =>
        ReceiveWhileAsync(filter, max, idle, msgs, cancellationToken);

    /// <inheritdoc cref="ReceiveWhile{T}(Func{object, T}, TimeSpan?, TimeSpan?, int, CancellationToken)"/>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        Func<object, T?> filter,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        CancellationToken cancellationToken = default)
        where T : notnull =>
        CollectAsync(new Collector<T>(this, filter, max, idle, msgs), cancellationToken);

    /// <inheritdoc cref="ReceiveWhile{T}(Predicate{T}, TimeSpan?, TimeSpan?, int, bool, CancellationToken)"/>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        Predicate<T> shouldContinue,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        bool shouldIgnoreOtherMessageTypes = true,
        CancellationToken cancellationToken = default)
        where T : notnull =>
        CollectAsync(new Collector<T>(this, shouldContinue, max, idle, msgs, shouldIgnoreOtherMessageTypes), cancellationToken);

    /// <summary>Takes messages until none has come for a while; fails when there are too many.</summary>
    /// <param name="max">How long nothing must come, dilated; null is <see cref="RemainingOrDefault"/>.</param>
    /// <param name="maxMessages">How many messages may come; null has no limit.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The messages taken.</returns>
    public async Task<ArrayList> WaitForRadioSilenceAsync(
        TimeSpan? max = null, uint? maxMessages = null, CancellationToken cancellationToken = default)
    {
        var quiet = RemainingOrDilated(max);
        var messages = new ArrayList();
        while (await ReceiveEnvelopeAsync(quiet, cancellationToken).ConfigureAwait(false) is { } envelope)
        {
            messages.Add(envelope.Message);
            Assertions.AssertFalse(
                messages.Count > maxMessages,
                $"maxMessages violated: at most {maxMessages} messages were to come before a silence of {quiet}; the last one is {envelope}.");
        }

        return messages;
    }

    private List<T> Collect<T>(Collector<T> collector, CancellationToken cancellationToken)
        where T : notnull
    {
        var results = new List<T>();
        while (collector.Wants && _queue.Wait(collector.NextLimit, remove: false, out var envelope, cancellationToken)
            && collector.Accepts(envelope))
        {
            if (collector.TakeResult(out var result))
            {
                results.Add(result);
            }
        }

        collector.Finish();
        return results;
    }

    private async IAsyncEnumerable<T> CollectAsync<T>(Collector<T> collector, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : notnull
    {
        while (collector.Wants
            && await _queue.WaitAsync(collector.NextLimit, remove: false, cancellationToken).ConfigureAwait(false) is { } envelope
            && collector.Accepts(envelope))
        {
            if (collector.TakeResult(out var result))
            {
                yield return result;
            }
        }

        collector.Finish();
    }
}
