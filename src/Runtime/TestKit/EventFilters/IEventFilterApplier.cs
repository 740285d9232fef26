namespace Supervision.TestKit;

/// <summary>
/// Applies event filters while a block runs. <c>Expect</c> fails the test unless exactly the expected number of log events
/// matches by the end of the timeout, which starts when the block returns and defaults to <c>akka.test.filter-leeway</c>.
/// Matching events are not printed.
/// </summary>
public interface IEventFilterApplier
{
    /// <summary>Adds another filter: events that match any of them count.</summary>
    EventFilterFactory And { get; }

    /// <summary>Runs the block and expects exactly <paramref name="expectedCount"/> matching events.</summary>
    void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="Expect(int, Action, CancellationToken)"/>
    void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="Expect(int, Action, CancellationToken)"/>
    T Expect<T>(int expectedCount, Func<T> func, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="Expect(int, Action, CancellationToken)"/>
    T Expect<T>(int expectedCount, TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="Expect(int, Action, CancellationToken)"/>
    Task ExpectAsync(int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="Expect(int, Action, CancellationToken)"/>
    Task ExpectAsync(int expectedCount, Func<Task> actionAsync, TimeSpan? timeout, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="Expect(int, Action, CancellationToken)"/>
    Task ExpectAsync(int expectedCount, TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="Expect(int, Action, CancellationToken)"/>
    Task<T> ExpectAsync<T>(int expectedCount, Func<Task<T>> func, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="Expect(int, Action, CancellationToken)"/>
    Task<T> ExpectAsync<T>(int expectedCount, TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="Expect(int, Action, CancellationToken)"/>
    [Obsolete(UseFunctionOfTask)]
    Task ExpectAsync(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default);

    /// <summary>Runs the block and expects exactly one matching event.</summary>
    void ExpectOne(Action action, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ExpectOne(Action, CancellationToken)"/>
    void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ExpectOne(Action, CancellationToken)"/>
    T ExpectOne<T>(Func<T> func, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ExpectOne(Action, CancellationToken)"/>
    T ExpectOne<T>(TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ExpectOne(Action, CancellationToken)"/>
    Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ExpectOne(Action, CancellationToken)"/>
    Task ExpectOneAsync(TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ExpectOne(Action, CancellationToken)"/>
    Task<T> ExpectOneAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ExpectOne(Action, CancellationToken)"/>
    Task<T> ExpectOneAsync<T>(TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ExpectOne(Action, CancellationToken)"/>
    [Obsolete(UseFunctionOfTask)]
    Task ExpectOneAsync(Action action, CancellationToken cancellationToken = default);

    /// <summary>Runs the block and silences matching events, however many.</summary>
    T Mute<T>(Func<T> func, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="Mute{T}(Func{T}, CancellationToken)"/>
    void Mute(Action action, CancellationToken cancellationToken = default);

    /// <summary>Silences matching events until the result is unmuted or disposed of.</summary>
    IUnmutableFilter Mute();

    /// <inheritdoc cref="Mute{T}(Func{T}, CancellationToken)"/>
    Task<T> MuteAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="Mute{T}(Func{T}, CancellationToken)"/>
    Task MuteAsync(Func<Task> action, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="Mute{T}(Func{T}, CancellationToken)"/>
    [Obsolete(UseFunctionOfTask)]
    Task MuteAsync(Action action, CancellationToken cancellationToken = default);

    internal const string UseFunctionOfTask = "Use the form with Func<Task>: this one does not wait for what an asynchronous action leaves running.";
}
