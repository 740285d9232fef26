using Supervision.Actor;

namespace Supervision.Tests.Behaviour;

public class EventStreamTests : KernelTest
{
    [Fact]
    public void Publish_Subtype_ReachesSubscribersOfItsBases()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Animal));
        Sys.EventStream.Publish(new Dog());
        Sys.EventStream.Publish("not an animal");
        Sys.EventStream.Publish(new Animal());
        Assert.IsType<Dog>(ExpectMsg<Animal>());
        ExpectMsg<Animal>();
        Assert.False(HasMessages);
    }

    [Fact]
    public void Publish_Interface_ReachesItsSubscribers()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(IBarks));
        Sys.EventStream.Publish(new Dog());
        ExpectMsg<Dog>();
    }

    [Fact]
    public void Subscribe_BaseAndSubtype_OneCopy()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Animal));
        Sys.EventStream.Subscribe(TestActor, typeof(Dog));
        Assert.False(Sys.EventStream.Subscribe(TestActor, typeof(Dog)));
        Sys.EventStream.Publish(new Dog());
        ExpectMsg<Dog>();
        ExpectNoMsg(Quiet);
    }

    [Fact]
    public void Unsubscribe_OneChannel_KeepsTheOthers()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(string));
        Sys.EventStream.Subscribe(TestActor, typeof(Dog));
        Assert.True(Sys.EventStream.Unsubscribe(TestActor, typeof(Dog)));
        Sys.EventStream.Publish(new Dog());
        Sys.EventStream.Publish("x");
        ExpectMsg("x");
    }

    [Fact]
    public void Unsubscribe_All_NothingComes()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(string));
        Sys.EventStream.Subscribe(TestActor, typeof(Dog));
        Sys.EventStream.Unsubscribe(TestActor);
        Sys.EventStream.Publish(new Dog());
        Sys.EventStream.Publish("x");
        ExpectNoMsg(Quiet);
    }

    [Fact]
    public void Publish_NewTypeAfterSubscription_IsStillMatched()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Animal));
        Sys.EventStream.Publish(new Dog());
        ExpectMsg<Dog>();
        Sys.EventStream.Publish(new Puppy());
        ExpectMsg<Puppy>();
        Sys.EventStream.Unsubscribe(TestActor, typeof(Animal));
        Sys.EventStream.Publish(new Puppy());
        ExpectNoMsg(Quiet);
    }

    [Fact]
    public void Subscriber_Stops_NoDeadLettersOnceItIsRemoved()
    {
        var actor = Acting((_, message) => TestActor.Tell(message));
        Sys.EventStream.Subscribe(actor, typeof(Dog));
        Sys.EventStream.Publish(new Dog());
        ExpectMsg<Dog>();
        StopAndWait(actor);
        AwaitAssert(() => EventFilter.DeadLetter<Dog>().Expect(0, Quiet, () => Sys.EventStream.Publish(new Dog())));
    }

    private class Animal
    {
    }

    private interface IBarks
    {
    }

    private class Dog : Animal, IBarks
    {
    }

    private sealed class Puppy : Dog
    {
    }
}
