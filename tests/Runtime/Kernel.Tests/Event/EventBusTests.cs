using Supervision.Event;

namespace Supervision.Kernel.Tests.Event;

public sealed class EventBusTests
{
    private readonly TypeBus _bus = new();

    private interface IMarked;

    // Topics have no order among them, so nothing is below anything else.
    private sealed class TopicBus : EventBus<string, string, Sink>
    {
        protected override bool IsSubClassification(string parent, string child) => false;

        protected override bool Classify(string @event, string classifier) => GetClassifier(@event) == classifier;

        protected override string GetClassifier(string @event) => @event.Split(' ')[0];

        protected override void Publish(string @event, Sink subscriber) => subscriber.Events.Add(@event);
    }

    [Fact]
    public void Publish_ToSubscriberOfItsType_Arrives()
    {
        var subscriber = new Sink();
        _bus.Subscribe(subscriber, typeof(B));

        _bus.Publish(new A());
        var b = new B();
        _bus.Publish(b);

        Assert.Equal([b], subscriber.Events);
    }

    [Theory]
    [InlineData(typeof(A))]
    [InlineData(typeof(IMarked))]
    [InlineData(typeof(object))]
    [InlineData(typeof(C))]
    public void Publish_ToSubscriberOfTypeAbove_Arrives(Type channel)
    {
        var subscriber = new Sink();
        _bus.Subscribe(subscriber, channel);

        _bus.Publish(new C());

        Assert.Single(subscriber.Events);
    }

    [Fact]
    public void Publish_ByABusOfPlainTopics_GoesByWhatClassifySays()
    {
        var bus = new TopicBus();
        var subscriber = new Sink();
        bus.Subscribe(subscriber, "weather");

        bus.Publish("weather rain");
        bus.Publish("sport goal");
        bus.Publish("weather sun");

        Assert.Equal(["weather rain", "weather sun"], subscriber.Events);
        Assert.True(bus.Unsubscribe(subscriber, "weather"));
    }

    [Fact]
    public void Publish_ToSubscriberOfSeveralTypesAbove_ArrivesOnce()
    {
        var subscriber = new Sink();
        _bus.Subscribe(subscriber, typeof(A));
        _bus.Subscribe(subscriber, typeof(B));
        _bus.Subscribe(subscriber, typeof(IMarked));

        _bus.Publish(new C());

        Assert.Single(subscriber.Events);
    }

    [Fact]
    public void Subscribe_ToSameTypeAgain_ChangesNothing()
    {
        var subscriber = new Sink();

        Assert.True(_bus.Subscribe(subscriber, typeof(A)));
        Assert.False(_bus.Subscribe(subscriber, typeof(A)));
    }

    [Fact]
    public void Subscribe_AfterEventsOfThatType_GetsTheNext()
    {
        var early = new Sink();
        var late = new Sink();
        _bus.Subscribe(early, typeof(A));
        _bus.Publish(new B());

        _bus.Subscribe(late, typeof(A));
        _bus.Publish(new B());

        Assert.Equal(2, early.Events.Count);
        Assert.Single(late.Events);
    }

    [Fact]
    public void Unsubscribe_FromEverything_EndsEverySubscription()
    {
        var subscriber = new Sink();
        _bus.Subscribe(subscriber, typeof(A));
        _bus.Subscribe(subscriber, typeof(string));

        Assert.True(_bus.Unsubscribe(subscriber));
        Assert.False(_bus.Unsubscribe(subscriber));
        _bus.Publish(new A());
        _bus.Publish("text");

        Assert.Empty(subscriber.Events);
    }

    [Fact]
    public void Unsubscribe_FromTypeBelow_StopsThatBranchOnly()
    {
        var subscriber = new Sink();
        _bus.Subscribe(subscriber, typeof(A));

        Assert.True(_bus.Unsubscribe(subscriber, typeof(B)));
        _bus.Publish(new B());
        _bus.Publish(new C());
        Assert.Empty(subscriber.Events);
        _bus.Publish(new A());
        _bus.Publish(new OtherB());

        Assert.Equal(2, subscriber.Events.Count);
    }

    [Fact]
    public void Subscribe_ToTypeAboveAgain_ChangesNothing()
    {
        var subscriber = new Sink();
        _bus.Subscribe(subscriber, typeof(A));
        _bus.Unsubscribe(subscriber, typeof(B));

        Assert.False(_bus.Subscribe(subscriber, typeof(A)));
        _bus.Publish(new C());

        Assert.Empty(subscriber.Events);
    }

    [Fact]
    public void Subscribe_BelowWhatWasGivenUp_GetsThatTypeAgain()
    {
        var subscriber = new Sink();
        _bus.Subscribe(subscriber, typeof(A));
        _bus.Unsubscribe(subscriber, typeof(B));

        _bus.Subscribe(subscriber, typeof(C));
        _bus.Publish(new B());
        Assert.Empty(subscriber.Events);
        _bus.Publish(new C());

        Assert.Single(subscriber.Events);
    }

    [Fact]
    public void Unsubscribe_FromTypeAbove_LeavesTheSubscriptionsBelow()
    {
        var subscriber = new Sink();
        _bus.Subscribe(subscriber, typeof(B));

        Assert.False(_bus.Unsubscribe(subscriber, typeof(A)));
        _bus.Publish(new B());

        Assert.Single(subscriber.Events);
    }

    [Fact]
    public void Unsubscribe_FromOneOfSeveralTypes_LeavesWhatTheOthersBring()
    {
        var subscriber = new Sink();
        _bus.Subscribe(subscriber, typeof(A));
        _bus.Subscribe(subscriber, typeof(B));

        Assert.True(_bus.Unsubscribe(subscriber, typeof(B)));
        _bus.Publish(new B());

        Assert.Single(subscriber.Events);
    }

    [Fact]
    public void Unsubscribe_FromWhatIsNotTaken_ChangesNothing()
    {
        var subscriber = new Sink();
        _bus.Subscribe(subscriber, typeof(A));

        Assert.False(_bus.Unsubscribe(subscriber, typeof(string)));
        Assert.False(_bus.Unsubscribe(new Sink(), typeof(A)));
    }

    [Fact]
    public void Publish_ToSeveral_GoesInOrderOfSubscription()
    {
        var order = new List<int>();
        for (var i = 0; i < 5; i++)
        {
            var place = i;
            _bus.Subscribe(new Sink(_ => order.Add(place)), typeof(A));
        }

        _bus.Publish(new B());

        Assert.Equal([0, 1, 2, 3, 4], order);
    }

    [Fact]
    public void Publish_InSteadyState_DoesNotAllocate()
    {
        var seen = 0;
        for (var i = 0; i < 10; i++)
            _bus.Subscribe(new Sink(_ => seen++), typeof(A));
        var b = new B();
        _bus.Publish(b);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            _bus.Publish(b);
        var after = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(before, after);
        Assert.Equal(10 * 1001, seen);
    }

    [Fact(Timeout = 30000)]
    public async Task Publish_WhileOthersSubscribe_ReachesWhoStayed()
    {
        var count = 0;
        _bus.Subscribe(new Sink(_ => Interlocked.Increment(ref count)), typeof(A));
        using var stop = new CancellationTokenSource();
        var churn = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                var passing = new Sink(_ => { });
                _bus.Subscribe(passing, typeof(A));
                _bus.Unsubscribe(passing);
            }
        });
        for (var i = 0; i < 10_000; i++)
            _bus.Publish(i % 2 == 0 ? new B() : new C());
        await stop.CancelAsync();
        await churn;

        Assert.Equal(10_000, count);
    }

    private class A;

    private class B : A;

    private sealed class OtherB : A;

    private sealed class C : B, IMarked;

    private sealed class Sink(Action<object>? react = null)
    {
        public List<object> Events { get; } = [];

        public void Take(object e)
        {
            if (react is null)
                Events.Add(e);
            else
                react(e);
        }
    }

    private sealed class TypeBus : EventBus<object, Type, Sink>
    {
        protected override bool Classify(object @event, Type classifier) => classifier.IsInstanceOfType(@event);

        protected override Type GetClassifier(object @event) => @event.GetType();

        protected override bool IsSubClassification(Type parent, Type child) => parent.IsAssignableFrom(child);

        protected override void Publish(object @event, Sink subscriber) => subscriber.Take(@event);
    }
}
