using Supervision.Actor;
using Supervision.Configuration;
using Supervision.Pattern;
using Supervision.Kernel.Tests.Scheduling;

namespace Supervision.Kernel.Tests.Pattern;

public sealed class CircuitBreakerTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly SteppedTime _time = new();
    private readonly HeapScheduler _scheduler;

    public CircuitBreakerTests()
    {
        _scheduler = new HeapScheduler(Config.Empty, new RecordingLog(), _time);
    }

    public void Dispose() => _scheduler.Dispose();

    [Fact]
    public void New_Breaker_IsClosedAndLetsCallsThrough()
    {
        var breaker = Make();

        Assert.Equal(7, breaker.WithSyncCircuitBreaker(() => 7));
        Assert.True(breaker.IsClosed);
        Assert.False(breaker.IsOpen);
        Assert.False(breaker.IsHalfOpen);
    }

    [Fact]
    public void Closed_FailuresBelowTheLimit_StaysClosedAndCounts()
    {
        var breaker = Make(maxFailures: 3);

        FailSync(breaker);
        FailSync(breaker);

        Assert.True(breaker.IsClosed);
        Assert.Equal(2, breaker.CurrentFailureCount);
        Assert.IsType<InvalidOperationException>(breaker.LastCaughtException);
    }

    [Fact]
    public void Closed_SuccessAmongFailures_StartsTheCountOver()
    {
        var breaker = Make(maxFailures: 2);

        FailSync(breaker);
        breaker.WithSyncCircuitBreaker(() => { });
        FailSync(breaker);

        Assert.True(breaker.IsClosed);
        Assert.Equal(1, breaker.CurrentFailureCount);
    }

    [Fact]
    public void Closed_FailuresAtTheLimit_OpensAndRefusesCalls()
    {
        var breaker = Make(maxFailures: 2);
        FailSync(breaker);
        FailSync(breaker);
        var called = false;

        _time.Advance(Second);
        var refused = Assert.Throws<OpenCircuitException>(() => breaker.WithSyncCircuitBreaker(() => called = true));

        Assert.True(breaker.IsOpen);
        Assert.False(called);
        Assert.Equal(9 * Second, refused.RemainingDuration);
        Assert.IsType<InvalidOperationException>(refused.InnerException);
    }

    [Fact]
    public void Open_AfterTheResetTimeout_IsHalfOpen()
    {
        var breaker = Opened();

        _time.Advance(10 * Second - TimeSpan.FromMilliseconds(1));
        Assert.True(breaker.IsOpen);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.True(breaker.IsHalfOpen);
    }

    [Fact]
    public void HalfOpen_CallThatSucceeds_Closes()
    {
        var breaker = Opened();
        _time.Advance(10 * Second);

        breaker.WithSyncCircuitBreaker(() => { });

        Assert.True(breaker.IsClosed);
        Assert.Equal(0, breaker.CurrentFailureCount);
    }

    [Fact]
    public void HalfOpen_CallThatFails_OpensAgain()
    {
        var breaker = Opened();
        _time.Advance(10 * Second);

        FailSync(breaker);

        Assert.True(breaker.IsOpen);
        _time.Advance(10 * Second);
        Assert.True(breaker.IsHalfOpen);
    }

    [Fact(Timeout = 30000)]
    public async Task HalfOpen_WhileOneCallIsOnTrial_RefusesOthers()
    {
        var breaker = Opened();
        _time.Advance(10 * Second);
        var trial = new TaskCompletionSource<int>();
        var first = breaker.WithCircuitBreaker(() => trial.Task);

        await Assert.ThrowsAsync<OpenCircuitException>(() => breaker.WithCircuitBreaker(() => Task.FromResult(1)));
        trial.SetResult(5);

        Assert.Equal(5, await first);
        Assert.True(breaker.IsClosed);
    }

    [Fact(Timeout = 30000)]
    public async Task Async_CallThatFails_CountsAndThrowsItsOwnException()
    {
        var breaker = Make();

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => breaker.WithCircuitBreaker(() => Task.FromException(new InvalidOperationException())));
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => breaker.WithCircuitBreaker<int>(() => throw new InvalidOperationException()));

        Assert.Equal(2, breaker.CurrentFailureCount);
    }

    [Fact(Timeout = 30000)]
    public async Task Async_CallLongerThanTheCallTimeout_FailsAndCounts()
    {
        var breaker = Make();
        var never = new TaskCompletionSource();
        var call = breaker.WithCircuitBreaker(() => never.Task);

        _time.Advance(Second);

        await Assert.ThrowsAsync<TimeoutException>(() => call);
        Assert.Equal(1, breaker.CurrentFailureCount);
    }

    [Fact(Timeout = 30000)]
    public async Task Async_CallInTime_LeavesNoTimer()
    {
        var breaker = Make();
        var soon = new TaskCompletionSource<int>();
        var call = breaker.WithCircuitBreaker(soon, static s => s.Task);

        soon.SetResult(3);

        Assert.Equal(3, await call);
        Assert.Equal(0, _scheduler.Count);
    }

    [Fact(Timeout = 30000)]
    public async Task Sync_CallLongerThanTheCallTimeout_FailsAndCounts()
    {
        var breaker = Make();
        using var gate = new ManualResetEventSlim();

        var call = Task.Run(() => breaker.WithSyncCircuitBreaker(() => gate.Wait(TimeSpan.FromSeconds(20))));
        while (_time.Armed == 0)
            await Task.Yield();
        _time.Advance(2 * Second);

        await Assert.ThrowsAsync<TimeoutException>(() => call);
        gate.Set();
        Assert.Equal(1, breaker.CurrentFailureCount);
        Assert.IsType<TimeoutException>(breaker.LastCaughtException);
    }

    [Fact(Timeout = 30000)]
    public async Task SlowCall_ThatEndsAfterTheBreakerOpened_DoesNotCloseIt()
    {
        var breaker = Make(maxFailures: 1);
        var slow = new TaskCompletionSource<int>();
        var call = breaker.WithCircuitBreaker(() => slow.Task);
        FailSync(breaker);

        slow.SetResult(1);
        await call;

        Assert.True(breaker.IsOpen);
    }

    [Fact]
    public void Exponential_FailedTrials_WaitLongerWhileBelowTheMaximum()
    {
        var breaker = Make(maxFailures: 1).WithExponentialBackoff(30 * Second);
        FailSync(breaker);

        foreach (var wait in new[] { 10, 20, 20, 20 })
        {
            _time.Advance(wait * Second - TimeSpan.FromMilliseconds(1));
            Assert.True(breaker.IsOpen);
            _time.Advance(TimeSpan.FromMilliseconds(1));
            Assert.True(breaker.IsHalfOpen);
            FailSync(breaker);
        }
    }

    [Fact]
    public void Exponential_AfterClosing_StartsAtTheFirstTimeout()
    {
        var breaker = Make(maxFailures: 1).WithExponentialBackoff(60 * Second);
        FailSync(breaker);
        _time.Advance(10 * Second);
        FailSync(breaker);
        _time.Advance(20 * Second);
        breaker.WithSyncCircuitBreaker(() => { });

        FailSync(breaker);
        _time.Advance(10 * Second);

        Assert.True(breaker.IsHalfOpen);
    }

    [Fact]
    public void RandomFactor_WhenOpen_AddsAtMostThatPart()
    {
        var breaker = Make(maxFailures: 1).WithRandomFactor(0.5);
        FailSync(breaker);

        _time.Advance(10 * Second - TimeSpan.FromMilliseconds(1));
        Assert.True(breaker.IsOpen);
        _time.Advance(5 * Second + TimeSpan.FromMilliseconds(2));

        Assert.True(breaker.IsHalfOpen);
    }

    [Fact(Timeout = 30000)]
    public async Task Listeners_OnEachTransition_AreCalled()
    {
        var opened = new TaskCompletionSource();
        var halfOpened = new TaskCompletionSource();
        var closed = new TaskCompletionSource();
        var breaker = Make(maxFailures: 1)
            .OnOpen(() => throw new InvalidOperationException("ignored"))
            .OnOpen(opened.SetResult).OnHalfOpen(halfOpened.SetResult).OnClose(closed.SetResult);

        FailSync(breaker);
        await opened.Task;
        _time.Advance(10 * Second);
        await halfOpened.Task;
        breaker.Succeed();

        await closed.Task;
        Assert.True(breaker.IsClosed);
    }

    [Fact]
    public void Fail_ByHandAtTheLimit_Opens()
    {
        var breaker = Make(maxFailures: 2);

        breaker.Fail();
        breaker.Fail();

        Assert.True(breaker.IsOpen);
        Assert.IsType<UserCalledFailException>(breaker.LastCaughtException);
    }

    [Theory]
    [InlineData(0.5, 0.0)]
    [InlineData(double.NaN, 0.0)]
    [InlineData(1.0, -0.1)]
    [InlineData(1.0, 1.1)]
    public void Factors_OutOfRange_AreRefused(double exponential, double random) => Assert.Throws<ArgumentException>(
        () => new CircuitBreaker(_scheduler, 1, Second, Second, Second, exponential, random));

    private static void FailSync(CircuitBreaker breaker) =>
        Assert.Throws<InvalidOperationException>(() => breaker.WithSyncCircuitBreaker(() => throw new InvalidOperationException("bad")));

    private CircuitBreaker Opened()
    {
        var breaker = Make(maxFailures: 1);
        FailSync(breaker);
        return breaker;
    }

    private CircuitBreaker Make(int maxFailures = 5) => CircuitBreaker.Create(_scheduler, maxFailures, Second, 10 * Second);
}
