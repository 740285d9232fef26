using Supervision.Actor;
using Supervision.Configuration;

namespace Supervision.Kernel.Tests.Scheduling;

public sealed class CancelableTests : IDisposable
{
    private readonly SteppedTime _time = new();
    private readonly HeapScheduler _scheduler;

    public CancelableTests()
    {
        _scheduler = new HeapScheduler(Config.Empty, new RecordingLog(), _time);
    }

    public void Dispose() => _scheduler.Dispose();

    [Fact]
    public void New_One_IsNotCancelled()
    {
        using var cancelable = Make();

        Assert.False(cancelable.IsCancellationRequested);
        Assert.False(cancelable.Token.IsCancellationRequested);
    }

    [Fact]
    public void Cancel_Twice_SignalsTheTokenOnce()
    {
        using var cancelable = Make();
        var signals = 0;
        using var registration = cancelable.Token.Register(() => signals++);

        cancelable.Cancel();
        cancelable.Cancel();

        Assert.True(cancelable.IsCancellationRequested);
        Assert.Equal(1, signals);
    }

    [Fact]
    public void Token_AskedForAfterTheCancellation_IsSignalled()
    {
        using var cancelable = Make();

        cancelable.Cancel();

        Assert.True(cancelable.Token.IsCancellationRequested);
    }

    [Fact]
    public void Cancel_WithCallbacksThatThrow_ThrowsThemTogether()
    {
        using var cancelable = Make();
        cancelable.Token.Register(() => throw new InvalidOperationException("1"));
        cancelable.Token.Register(() => throw new InvalidOperationException("2"));

        var thrown = Assert.Throws<AggregateException>(() => cancelable.Cancel(throwOnFirstException: false));

        Assert.Equal(2, thrown.InnerExceptions.Count);
    }

    [Fact]
    public void CancelAfter_ATime_CancelsThen()
    {
        using var cancelable = new Cancelable(((IScheduler)_scheduler).Advanced, TimeSpan.FromSeconds(1));

        _time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(cancelable.IsCancellationRequested);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.True(cancelable.IsCancellationRequested);
    }

    [Fact]
    public void CancelAfter_CancelledByHandFirst_LeavesNoTimer()
    {
        using var cancelable = new Cancelable(((IScheduler)_scheduler).Advanced, TimeSpan.FromSeconds(1));

        cancelable.Cancel();

        Assert.Equal(0, _scheduler.Count);
    }

    [Fact]
    public void CancelAfter_NoTime_CancelsAtOnce()
    {
        using var cancelable = Make();

        cancelable.CancelAfter(0);

        Assert.True(cancelable.IsCancellationRequested);
    }

    [Fact]
    public void CancelAfter_NegativeTime_IsRefused()
    {
        using var cancelable = Make();

        Assert.Throws<ArgumentOutOfRangeException>(() => cancelable.CancelAfter(-1));
    }

    [Fact]
    public void Linked_WhenAnyIsCancelled_IsCancelled()
    {
        using var one = Make();
        using var other = Make();
        var linked = Cancelable.CreateLinkedCancelable(((IScheduler)_scheduler).Advanced, one, other);

        other.Cancel();

        Assert.True(linked.IsCancellationRequested);
        Assert.False(one.IsCancellationRequested);
    }

    [Fact]
    public void Linked_CancelledAlone_LeavesTheOthers()
    {
        using var one = Make();
        var linked = Cancelable.CreateLinkedCancelable(((IScheduler)_scheduler).Advanced, one);

        linked.Cancel();

        Assert.False(one.IsCancellationRequested);
    }

    [Fact]
    public void Linked_Disposed_FollowsNoMore()
    {
        using var one = Make();
        var linked = (Cancelable)Cancelable.CreateLinkedCancelable(((IScheduler)_scheduler).Advanced, one);

        linked.Dispose();
        one.Cancel();

        Assert.True(linked.IsDisposed);
        Assert.False(linked.IsCancellationRequested);
    }

    [Fact]
    public void Canceled_Created_IsCancelled() => Assert.True(Cancelable.CreateCanceled().IsCancellationRequested);

    [Fact]
    public void CancelIfNotNull_OnNull_DoesNothing()
    {
        ICancelable? none = null;
        using var some = Make();

        none.CancelIfNotNull();
        some.CancelIfNotNull();

        Assert.True(some.IsCancellationRequested);
    }

    private Cancelable Make() => new(((IScheduler)_scheduler).Advanced);
}
