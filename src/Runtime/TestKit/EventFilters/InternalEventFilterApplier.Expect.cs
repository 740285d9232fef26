namespace Supervision.TestKit.Internal;

public partial class InternalEventFilterApplier
{
    /// <inheritdoc/>
    public void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default) =>
        Intercept(() => Run(action), null, expectedCount, cancellationToken);

    /// <inheritdoc/>
    public void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        Intercept(() => Run(action), timeout, expectedCount, cancellationToken);

    /// <inheritdoc/>
    public T Expect<T>(int expectedCount, Func<T> func, CancellationToken cancellationToken = default) =>
        Intercept(func, null, expectedCount, cancellationToken);

    /// <inheritdoc/>
    public T Expect<T>(int expectedCount, TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default) =>
        Intercept(func, timeout, expectedCount, cancellationToken);

    /// <inheritdoc/>
    public Task ExpectAsync(int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default) =>
        InterceptAsync(() => RunAsync(actionAsync), null, expectedCount, cancellationToken);

    /// <inheritdoc/>
    public Task ExpectAsync(int expectedCount, Func<Task> actionAsync, TimeSpan? timeout, CancellationToken cancellationToken = default) =>
        InterceptAsync(() => RunAsync(actionAsync), timeout, expectedCount, cancellationToken);

    /// <inheritdoc/>
    public Task ExpectAsync(int expectedCount, TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) =>
        InterceptAsync(() => RunAsync(action), timeout, expectedCount, cancellationToken);

    /// <inheritdoc/>
    public Task<T> ExpectAsync<T>(int expectedCount, Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        InterceptAsync(func, null, expectedCount, cancellationToken);

    /// <inheritdoc/>
    public Task<T> ExpectAsync<T>(int expectedCount, TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        InterceptAsync(func, timeout, expectedCount, cancellationToken);

    /// <inheritdoc/>
    [Obsolete(IEventFilterApplier.UseFunctionOfTask)]
    public Task ExpectAsync(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        ExpectAsync(expectedCount, timeout, AsTask(action), cancellationToken);

    /// <inheritdoc/>
    public void ExpectOne(Action action, CancellationToken cancellationToken = default) =>
        Expect(1, action, cancellationToken);

    /// <inheritdoc/>
    public void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        Expect(1, timeout, action, cancellationToken);

    /// <inheritdoc/>
    public T ExpectOne<T>(Func<T> func, CancellationToken cancellationToken = default) =>
        Intercept(func, null, 1, cancellationToken);

    /// <inheritdoc/>
    public T ExpectOne<T>(TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default) =>
        Intercept(func, timeout, 1, cancellationToken);

    /// <inheritdoc/>
    public Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default) =>
        InterceptAsync(() => RunAsync(actionAsync), null, 1, cancellationToken);

    /// <inheritdoc/>
    public Task ExpectOneAsync(TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) =>
        InterceptAsync(() => RunAsync(action), timeout, 1, cancellationToken);

    /// <inheritdoc/>
    public Task<T> ExpectOneAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        InterceptAsync(func, null, 1, cancellationToken);

    /// <inheritdoc/>
    public Task<T> ExpectOneAsync<T>(TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        InterceptAsync(func, timeout, 1, cancellationToken);

    /// <inheritdoc/>
    [Obsolete(IEventFilterApplier.UseFunctionOfTask)]
    public Task ExpectOneAsync(Action action, CancellationToken cancellationToken = default) =>
        ExpectOneAsync(AsTask(action), cancellationToken);

    /// <inheritdoc/>
    public T Mute<T>(Func<T> func, CancellationToken cancellationToken = default) =>
        Intercept(func, null, null, cancellationToken);

    /// <inheritdoc/>
    public void Mute(Action action, CancellationToken cancellationToken = default) =>
        Intercept(() => Run(action), null, null, cancellationToken);

    /// <inheritdoc/>
    public Task<T> MuteAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        InterceptAsync(func, null, null, cancellationToken);

    /// <inheritdoc/>
    public Task MuteAsync(Func<Task> action, CancellationToken cancellationToken = default) =>
        InterceptAsync(() => RunAsync(action), null, null, cancellationToken);

    /// <inheritdoc/>
    [Obsolete(IEventFilterApplier.UseFunctionOfTask)]
    public Task MuteAsync(Action action, CancellationToken cancellationToken = default) => MuteAsync(AsTask(action), cancellationToken);

    private static Func<Task> AsTask(Action action) => () =>
    {
        action();
        return Task.CompletedTask;
    };

    private static bool Run(Action action)
    {
        action();
        return true;
    }

    private static async Task<bool> RunAsync(Func<Task> action)
    {
        await action().ConfigureAwait(false);
        return true;
    }
}
