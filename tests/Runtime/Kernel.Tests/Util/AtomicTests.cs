using Supervision.Util;
using Supervision.Util.Internal;

namespace Supervision.Kernel.Tests.Util;

public sealed class AtomicTests
{
    [Fact]
    public void Boolean_CompareAndSet_ChangesOnlyWhatIsExpected()
    {
        var value = new AtomicBoolean();

        Assert.False(value.CompareAndSet(true, false));
        Assert.True(value.CompareAndSet(false, true));
        Assert.True(value);
        Assert.True(value.GetAndSet(false));
        Assert.False(value.Value);
    }

    [Fact]
    public void Reference_CompareAndSet_ComparesByReference()
    {
        var first = new string('a', 2);
        var equal = new string('a', 2);
        var value = new AtomicReference<string>(first);

        Assert.False(value.CompareAndSet(equal, "b"));
        Assert.True(value.CompareAndSet(first, "b"));
        Assert.Equal("b", value.GetAndSet("c"));
        Assert.Equal("c", value.Value);
    }

    [Fact]
    public void Counter_New_NextIsZero()
    {
        Assert.Equal(0, new AtomicCounter().Next());
        Assert.Equal(0L, new AtomicCounterLong().Next());
    }

    [Fact]
    public void Counter_EachOperation_GivesBeforeOrAfterAsNamed()
    {
        var counter = new AtomicCounter(5);

        Assert.Equal(5, counter.GetAndIncrement());
        Assert.Equal(7, counter.IncrementAndGet());
        Assert.Equal(6, counter.DecrementAndGet());
        Assert.Equal(6, counter.GetAndDecrement());
        Assert.Equal(4, counter.Decrement());
        Assert.Equal(4, counter.GetAndAdd(6));
        Assert.Equal(12, counter.AddAndGet(2));
        Assert.Equal(12, counter.GetAndSet(1));
        Assert.True(counter.CompareAndSet(1, 9));
        Assert.False(counter.CompareAndSet(1, 9));
        counter.Reset();
        Assert.Equal(0, counter.Current);
    }

    [Fact]
    public void CounterLong_FromManyThreads_LosesNothing()
    {
        var counter = new AtomicCounterLong(0);

        Parallel.For(0, 10_000, _ => counter.IncrementAndGet());

        Assert.Equal(10_000, counter.Current);
    }
}
