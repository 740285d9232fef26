using Supervision.Actor;
using Supervision.Event;

namespace Supervision.Tests.Behaviour;

public class ReceiveActorTests : KernelTest
{
    [Fact]
    public void Receive_SeveralMatch_TheFirstInOrderHandles()
    {
        var actor = ActorOf(Props.Create(() => new Ordered()));
        foreach (var message in new object[] { "long text", "abc", 5, -5, 2.5, new InvalidOperationException(), 'x' })
        {
            actor.Tell(message);
        }

        ExpectLines("long", "string", "positive", "int", "double", "exception", "any");
    }

    [Fact]
    public void Receive_HandlerReturnsFalse_TheNextOneIsTried()
    {
        var actor = ActorOf(Props.Create(() => new Declining()));
        actor.Tell("a");
        actor.Tell("b");
        ExpectLines("first a", "second b");
    }

    [Fact]
    public void Receive_NoHandler_IsUnhandled()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(UnhandledMessage));
        var actor = ActorOf(Props.Create(() => new Declining()));
        actor.Tell(5);
        var unhandled = ExpectMsg<UnhandledMessage>();
        Assert.Equal(5, unhandled.Message);
        Assert.Equal(actor, unhandled.Recipient);
        Assert.Equal(TestActor, unhandled.Sender);
    }

    [Fact]
    public void Receive_AfterReceiveAny_Throws()
    {
        var seen = CreateTestProbe();
        EventFilter.Exception<ActorInitializationException>().ExpectOne(() =>
            ActorOf(Props.Create(() => new TooLate(seen.Ref))));
        Assert.IsType<InvalidOperationException>(seen.ExpectMsg<Exception>());
    }

    [Fact]
    public void Receive_SubtypeAndInterface_AreMatched()
    {
        var actor = ActorOf(Props.Create(() => new ByType()));
        actor.Tell(new ArgumentNullException());
        actor.Tell(new List<int>());
        ExpectLines("argument", "enumerable");
    }

    [Fact]
    public void Receive_TypeGivenAsValue_IsMatched()
    {
        var actor = ActorOf(Props.Create(() => new ByTypeValue()));
        actor.Tell("x");
        actor.Tell(1);
        ExpectLines("string x", "int 1");
    }

    [Fact]
    public void Sender_InsideAHandler_IsWhoSentTheMessage()
    {
        var probe = CreateTestProbe();
        Acting((context, message) => context.Sender.Tell(message)).Tell("x", probe.Ref);
        probe.ExpectMsg("x");
    }

    [Fact]
    public void Sender_None_IsTheDeadLetters()
    {
        Acting((context, _) => TestActor.Tell(context.Sender)).Tell("x", ActorRefs.NoSender);
        Assert.Equal(Sys.DeadLetters, ExpectMsg<IActorRef>());
    }

    [Fact]
    public void Forward_Message_KeepsTheSender()
    {
        var probe = CreateTestProbe();
        Acting((_, message) => TestActor.Forward(message)).Tell("x", probe.Ref);
        ExpectMsgFrom(probe.Ref, "x");
    }

    [Fact]
    public void Tell_ManyMessages_KeepTheirOrder()
    {
        var actor = Acting((context, message) => context.Sender.Tell(message));
        for (var i = 0; i < 1000; i++)
        {
            actor.Tell(i);
        }

        Assert.Equal(Enumerable.Range(0, 1000), ReceiveN(1000, TimeSpan.FromSeconds(10)).Cast<int>());
    }

    private sealed class Ordered : ReceiveActor
    {
        public Ordered()
        {
            Receive<string>(s => s.Length > 3, _ => Sender.Tell("long"));
            Receive<string>(_ => Sender.Tell("string"));
            Receive<int>(_ => Sender.Tell("positive"), i => i > 0);
            Receive<int>(_ => Sender.Tell("int"));
            Receive<double>(_ => Sender.Tell("double"));
            Receive<Exception>(_ => Sender.Tell("exception"));
            ReceiveAny(_ => Sender.Tell("any"));
        }
    }

    private sealed class Declining : ReceiveActor
    {
        public Declining()
        {
            Receive<string>(s =>
            {
                if (s != "a")
                {
                    return false;
                }

                Sender.Tell("first " + s);
                return true;
            });
            Receive<string>(s => Sender.Tell("second " + s));
        }
    }

    private sealed class TooLate : ReceiveActor
    {
        public TooLate(IActorRef seen)
        {
            ReceiveAny(_ => { });
            try
            {
                Receive<string>(_ => { });
            }
            catch (Exception e)
            {
                seen.Tell(e);
                throw;
            }
        }
    }

    private sealed class ByType : ReceiveActor
    {
        public ByType()
        {
            Receive<ArgumentException>(_ => Sender.Tell("argument"));
            Receive<System.Collections.IEnumerable>(_ => Sender.Tell("enumerable"));
        }
    }

    private sealed class ByTypeValue : ReceiveActor
    {
        public ByTypeValue()
        {
            Receive(typeof(string), m => Sender.Tell("string " + m));
            Receive(typeof(int), m => Sender.Tell("int " + m));
        }
    }
}
