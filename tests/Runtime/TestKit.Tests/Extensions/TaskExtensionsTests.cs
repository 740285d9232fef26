using Supervision.TestKit.Extensions;
using Xunit.Sdk;

namespace Supervision.TestKit.Tests;

public class TaskExtensionsTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    [Fact(Timeout = 30000)]
    public async Task AwaitWithTimeout_Task_TellsWhetherItEnded()
    {
        Assert.True(await Task.CompletedTask.AwaitWithTimeout(Long));
        Assert.True(await Task.FromException(new InvalidOperationException()).AwaitWithTimeout(Long));
        Assert.False(await new TaskCompletionSource().Task.AwaitWithTimeout(Short));
    }

    [Fact(Timeout = 30000)]
    public async Task ShouldCompleteWithin_Task_FailsWhenItDoesNot()
    {
        await Task.FromResult(5).ShouldCompleteWithin(5, Long);
        Assert.Equal(5, await Task.FromResult(5).ShouldCompleteWithin(Long));
        await Assert.ThrowsAnyAsync<XunitException>(() => Task.FromResult(5).ShouldCompleteWithin(6, Long));
        var failure = await Assert.ThrowsAnyAsync<XunitException>(
            () => new TaskCompletionSource().Task.ShouldCompleteWithin(Short, "it {0}", "must"));
        Assert.Contains("it must", failure.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30000)]
    public async Task ShouldThrowWithin_Task_FailsWhenItDoesNot()
    {
        var failing = Task.FromException(new InvalidOperationException("no"));
        Assert.Equal("no", (await failing.ShouldThrowWithin<InvalidOperationException>(Long)).Message);
        await Assert.ThrowsAnyAsync<XunitException>(() => Task.CompletedTask.ShouldThrowWithin<InvalidOperationException>(Long));
        await Assert.ThrowsAsync<TimeoutException>(() => new TaskCompletionSource<int>().Task.WithTimeout(Short));
    }
}
