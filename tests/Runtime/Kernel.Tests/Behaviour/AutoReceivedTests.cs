using Supervision.Actor;
using Supervision.TestKit.TestActors;

namespace Supervision.Tests.Behaviour;

public class AutoReceivedTests : KernelTest
{
    [Fact]
    public void PoisonPill_Queued_StopsAfterTheMessagesBefore()
    {
        var actor = Watch(Acting((context, message) => context.Sender.Tell(message)));
        actor.Tell("before");
        actor.Tell(PoisonPill.Instance);
        EventFilter.DeadLetter<string>(s => s == "after").ExpectOne(() =>
        {
            actor.Tell("after");
            ExpectMsg("before");
            ExpectTerminated(actor);
        });
    }

    [Fact]
    public void Kill_Queued_FailsTheActorWithActorKilledException()
    {
        var seen = CreateTestProbe();
        var supervisor = Supervisor(new OneForOneStrategy(cause =>
        {
            seen.Ref.Tell(cause);
            return Directive.Restart;
        }));
        var actor = Child(supervisor, Counter.Props);
        actor.Tell("add");
        EventFilter.Exception<ActorKilledException>().ExpectOne(() => actor.Tell(Kill.Instance));
        seen.ExpectMsg<ActorKilledException>();
        Assert.Equal(0, CountOf(actor));
    }

    [Fact]
    public void Kill_DefaultStrategy_Stops()
    {
        var actor = Watch(ActorOf(BlackHoleActor.Props));
        EventFilter.Exception<ActorKilledException>().ExpectOne(() => actor.Tell(Kill.Instance));
        ExpectTerminated(actor);
    }

    [Fact]
    public void Identify_Actor_AnswersWithItsReference()
    {
        var actor = ActorOf(BlackHoleActor.Props);
        actor.Tell(new Identify("id"));
        var identity = ExpectMsg<ActorIdentity>();
        Assert.Equal("id", identity.MessageId);
        Assert.Equal(actor, identity.Subject);
    }

    [Fact]
    public void Identify_SelectionOfNothing_AnswersWithoutSubject()
    {
        ActorSelection("/user/none").Tell(new Identify(7));
        var identity = ExpectMsg<ActorIdentity>();
        Assert.Equal(7, identity.MessageId);
        Assert.True(identity.Subject is null || identity.Subject.IsNobody());
    }
}
