using Supervision.Actor;
using Supervision.Event;
using Supervision.TestKit.TestActors;

namespace Supervision.Tests.Behaviour;

public class DeadLetterTests : KernelTest
{
    [Fact]
    public void Tell_StoppedActor_PublishesADeadLetterWithSenderAndRecipient()
    {
        var actor = ActorOf(BlackHoleActor.Props);
        StopAndWait(actor);
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        actor.Tell("lost");
        var letter = ExpectMsg<DeadLetter>(l => l.Message is "lost");
        Assert.Equal(TestActor, letter.Sender);
        Assert.Equal(actor.Path, letter.Recipient.Path);
    }

    [Fact]
    public void Tell_DeadLettersReference_PublishesADeadLetter()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        Sys.DeadLetters.Tell("lost");
        ExpectMsg<DeadLetter>(l => l.Message is "lost");
    }

    [Fact]
    public void Tell_SuppressedMessage_IsNotADeadLetter()
    {
        var actor = ActorOf(BlackHoleActor.Props);
        StopAndWait(actor);
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        actor.Tell(new Suppressed());
        actor.Tell("mark");
        ExpectMsg<DeadLetter>(l => l.Message is "mark");

        Sys.EventStream.Subscribe(TestActor, typeof(SuppressedDeadLetter));
        actor.Tell(new Suppressed());
        ExpectMsg<SuppressedDeadLetter>(l => l.Message is Suppressed);
    }

    [Fact]
    public void Selection_MatchesNothing_IsADeadLetter()
    {
        EventFilter.DeadLetter<string>(s => s == "lost").ExpectOne(() => ActorSelection("/user/none").Tell("lost"));
    }

    [Fact]
    public void Nobody_Message_IsDropped()
    {
        EventFilter.DeadLetter().Expect(0, Quiet, () => Nobody.Instance.Tell("x", TestActor));
    }

    [Fact]
    public void Unhandled_UntypedActor_PublishesUnhandledMessage()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(UnhandledMessage));
        var actor = ActorOf<UnhandledMessageActor>();
        actor.Tell("what");
        var unhandled = ExpectMsg<UnhandledMessage>();
        Assert.Equal("what", unhandled.Message);
        Assert.Equal(actor, unhandled.Recipient);
    }

    private sealed class Suppressed : IDeadLetterSuppression
    {
    }
}
