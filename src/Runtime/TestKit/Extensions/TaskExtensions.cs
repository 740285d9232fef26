using Xunit;

namespace Supervision.TestKit.Extensions;

/// <summary>Tasks that must end, or fail, within a time.</summary>
public static class TaskExtensions
{
    /// <summary>Waits for the end of the task, however it ends; false when the time is over first.</summary>
    public static async Task<bool> AwaitWithTimeout(this Task parentTask, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parentTask);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = await Task.WhenAny(parentTask, Task.Delay(timeout, ended.Token)).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return first == parentTask;
    }

    /// <summary>The result of the task.</summary>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    public static Task<T> WithTimeout<T>(this Task<T> parentTask, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parentTask);
        return parentTask.WaitAsync(timeout, cancellationToken);
    }

    /// <summary>Fails the test unless the task ends in time with the expected result.</summary>
    public static async Task ShouldCompleteWithin<T>(
        this Task<T> task, T expected, TimeSpan timeout, string because = "", params object?[] becauseArgs) =>
        Assert.Equal(expected, await task.ShouldCompleteWithin(timeout, because, becauseArgs).ConfigureAwait(false));

    /// <summary>Fails the test unless the task ends in time; gives its result or throws its exception.</summary>
    public static async Task<T> ShouldCompleteWithin<T>(
        this Task<T> task, TimeSpan timeout, string because = "", params object?[] becauseArgs)
    {
        await ((Task)task).ShouldCompleteWithin(timeout, because, becauseArgs).ConfigureAwait(false);
        return await task.ConfigureAwait(false);
    }

    /// <summary>Fails the test unless the task ends in time; throws its exception.</summary>
    public static async Task ShouldCompleteWithin(this Task task, TimeSpan timeout, string because = "", params object?[] becauseArgs)
    {
        if (!await task.AwaitWithTimeout(timeout).ConfigureAwait(false))
        {
            Assert.Fail($"The task did not end within {timeout}.{Because(because, becauseArgs)}");
        }

        await task.ConfigureAwait(false);
    }

    /// <summary>Fails the test unless the task fails in time with the type and text of the expected exception.</summary>
    public static async Task ShouldThrowWithin<T>(
        this Task task, T expected, TimeSpan timeout, string because = "", params object?[] becauseArgs)
        where T : Exception
    {
        var actual = await task.ShouldThrowWithin<T>(timeout, because, becauseArgs).ConfigureAwait(false);
        Assert.Equal(expected.Message, actual.Message);
    }

    /// <summary>Fails the test unless the task fails in time with an exception of the type.</summary>
    /// <returns>The exception.</returns>
    public static async Task<T> ShouldThrowWithin<T>(this Task task, TimeSpan timeout, string because = "", params object?[] becauseArgs)
        where T : Exception
    {
        if (!await task.AwaitWithTimeout(timeout).ConfigureAwait(false))
        {
            Assert.Fail($"The task did not fail within {timeout}.{Because(because, becauseArgs)}");
        }

        return await Assert.ThrowsAnyAsync<T>(() => task).ConfigureAwait(false);
    }

    private static string Because(string because, object?[] args) =>
        because.Length == 0 ? "" : " Because " + (args.Length == 0 ? because : string.Format(System.Globalization.CultureInfo.InvariantCulture, because, args));
}
