using Supervision.Util;

namespace Supervision.Kernel.Tests.Util;

public sealed class ResultTests
{
    [Fact]
    public void From_AFunctionThatReturns_IsASuccess()
    {
        var result = Result.From(() => 3);

        Assert.True(result.IsSuccess);
        Assert.Equal(3, result.Value);
        Assert.Equal(Result.Success(3), result);
    }

    [Fact]
    public void From_AFunctionThatThrows_IsAFailure()
    {
        var failure = new InvalidOperationException();

        var result = Result.From<int>(() => throw failure);

        Assert.False(result.IsSuccess);
        Assert.Same(failure, result.Exception);
        Assert.True(result == Result.Failure<int>(failure));
        Assert.True(result != Result.Success(0));
    }

    [Fact]
    public void FromTask_OfEachOutcome_KeepsIt()
    {
        Assert.Equal(1, Result.FromTask(Task.FromResult(1)).Value);
        var failed = Assert.IsType<AggregateException>(Result.FromTask(Task.FromException<int>(new InvalidOperationException())).Exception);
        Assert.IsType<InvalidOperationException>(failed.InnerException);
        Assert.False(Result.FromTask(Task.FromCanceled<int>(new CancellationToken(true))).IsSuccess);
    }
}
