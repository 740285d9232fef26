using Supervision.Actor;

namespace Supervision.Tests.Behaviour;

public class GuardianTests : KernelTest
{
    public GuardianTests()
        : base("""akka.actor.guardian-supervisor-strategy = "Akka.Actor.StoppingSupervisorStrategy" """)
    {
    }

    [Fact]
    public void TopActor_FailsUnderTheStoppingStrategy_IsStopped()
    {
        var actor = Watch(ActorOf(Counter.Props));
        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => actor.Tell(new InvalidOperationException()));
        ExpectTerminated(actor);
    }
}
