using Supervision.Actor;

namespace Supervision.Tests.Behaviour;

public class BecomeTests : KernelTest
{
    [Fact]
    public void Become_NewBehaviour_ReplacesTheOldOneFromTheNextMessage()
    {
        var actor = ActorOf(Props.Create(() => new Moody()));
        Tell(actor, "who", "become b", "who", "become c", "who");
        ExpectLines("a", "b", "c");
    }

    [Fact]
    public void BecomeStacked_Unbecome_ReturnsToTheOneBelow()
    {
        var actor = ActorOf(Props.Create(() => new Moody()));
        Tell(actor, "stack b", "stack c", "who", "unbecome", "who", "unbecome", "who", "unbecome", "who");
        ExpectLines("c", "b", "a", "a");
    }

    [Fact]
    public void Restart_AfterBecome_StartsWithTheFirstBehaviour()
    {
        var actor = ActorOf(Props.Create(() => new Moody()));
        Tell(actor, "stack b", "become c", "who");
        ExpectLines("c");
        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => actor.Tell("fail"));
        actor.Tell("who");
        ExpectLines("a");
    }

    [Fact]
    public void Become_InUntypedActor_TakesADelegate()
    {
        var actor = Acting((context, _) => context.Become(message =>
        {
            context.Sender.Tell("new " + message);
            return true;
        }));
        actor.Tell("switch");
        actor.Tell("x");
        ExpectMsg("new x");
    }

    private static void Tell(IActorRef actor, params string[] messages)
    {
        foreach (var message in messages)
        {
            actor.Tell(message);
        }
    }

    private sealed class Moody : ReceiveActor
    {
        public Moody() => Handle("a");

        private void Handle(string mood)
        {
            Receive<string>(m => m == "who", _ => Sender.Tell(mood));
            Receive<string>(m => m.StartsWith("become ", StringComparison.Ordinal), m => Become(() => Handle(m[7..])));
            Receive<string>(m => m.StartsWith("stack ", StringComparison.Ordinal), m => BecomeStacked(() => Handle(m[6..])));
            Receive<string>(m => m == "unbecome", _ => UnbecomeStacked());
            Receive<string>(m => m == "fail", _ => throw new InvalidOperationException());
        }
    }
}
