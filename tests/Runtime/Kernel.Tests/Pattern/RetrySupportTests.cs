using Supervision.Actor;
using Supervision.Configuration;
using Supervision.Pattern;
using Supervision.Kernel.Tests.Scheduling;
using Supervision.Util;

namespace Supervision.Kernel.Tests.Pattern;

public sealed class RetrySupportTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly SteppedTime _time = new();
    private readonly HeapScheduler _scheduler;
    private int _calls;

    public RetrySupportTests()
    {
        _scheduler = new HeapScheduler(Config.Empty, new RecordingLog(), _time);
    }

    public void Dispose() => _scheduler.Dispose();

    [Fact(Timeout = 30000)]
    public async Task Retry_FirstSucceeds_RunsOnce()
    {
        Assert.Equal(1, await RetrySupport.Retry(() => SucceedAt(1), 5));
        Assert.Equal(1, _calls);
    }

    [Fact(Timeout = 30000)]
    public async Task Retry_LastAttemptSucceeds_GivesItsResult() =>
        Assert.Equal(4, await RetrySupport.Retry(() => SucceedAt(4), 3));

    [Fact(Timeout = 30000)]
    public async Task Retry_AttemptsUsedUp_FailsWithTheLastFailure()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => RetrySupport.Retry(() => SucceedAt(9), 3));

        Assert.Equal("attempt 4", failure.Message);
    }

    [Fact(Timeout = 30000)]
    public async Task Retry_AttemptThrowsBeforeItsTask_IsTriedAgain()
    {
        var first = true;
        Task<int> Attempt()
        {
            if (!first)
                return Task.FromResult(1);
            first = false;
            throw new InvalidOperationException();
        }

        Assert.Equal(1, await RetrySupport.Retry(Attempt, 1));
    }

    [Fact(Timeout = 30000)]
    public async Task Retry_WithDelay_WaitsBetweenAttempts()
    {
        var retry = RetrySupport.Retry(() => SucceedAt(2), 1, Second, _scheduler);
        await AwaitArmed();

        _time.Advance(Second - TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, _calls);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(2, await retry);
    }

    [Fact(Timeout = 30000)]
    public async Task Retry_WithBackoff_DoublesUpToTheMaximum()
    {
        var retry = RetrySupport.Retry(() => SucceedAt(5), 4, Second, 5 * Second, 0, _scheduler);

        foreach (var wait in new[] { 2, 4, 5, 5 })
        {
            await AwaitArmed();
            var before = _calls;
            _time.Advance(wait * Second - TimeSpan.FromMilliseconds(1));
            Assert.Equal(before, _calls);
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(5, await retry);
    }

    [Fact(Timeout = 30000)]
    public async Task Retry_WithDelayFunction_IsGivenTheNumberOfAttempts()
    {
        var asked = new List<int>();

        await RetrySupport.Retry(
            () => SucceedAt(3),
            5,
            attempted =>
            {
                asked.Add(attempted);
                return Option<TimeSpan>.None;
            },
            _scheduler);

        Assert.Equal([1, 2], asked);
    }

    [Fact]
    public void Retry_NumbersOutOfRange_AreRefused()
    {
        Refused(() => RetrySupport.Retry(() => SucceedAt(1), -1));
        Refused(() => RetrySupport.Retry(() => SucceedAt(1), 1, TimeSpan.Zero, Second, 0, _scheduler));
        Refused(() => RetrySupport.Retry(() => SucceedAt(1), 1, Second, TimeSpan.Zero, 0, _scheduler));
        Refused(() => RetrySupport.Retry(() => SucceedAt(1), 1, Second, Second, 2, _scheduler));
    }

    private static void Refused(Func<Task<int>> retry)
    {
        void Call() => _ = retry();
        Assert.Throws<ArgumentException>(Call);
    }

    private Task<int> SucceedAt(int call)
    {
        var number = Interlocked.Increment(ref _calls);
        return number >= call ? Task.FromResult(number) : Task.FromException<int>(new InvalidOperationException($"attempt {number}"));
    }

    private async Task AwaitArmed()
    {
        while (_scheduler.Count == 0)
            await Task.Yield();
    }
}
