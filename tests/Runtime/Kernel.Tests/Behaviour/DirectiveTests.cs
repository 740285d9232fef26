using Supervision.Actor;

namespace Supervision.Tests.Behaviour;

public class DirectiveTests : KernelTest
{
    public DirectiveTests() => EventFilter.Exception<InvalidOperationException>().Mute();

    [Theory]
    [InlineData(false, Directive.Resume, 1, 1)]
    [InlineData(false, Directive.Restart, 0, 1)]
    [InlineData(true, Directive.Resume, 1, 1)]
    [InlineData(true, Directive.Restart, 0, 0)]
    public void ChildFails_ResumeAndRestart_TouchTheStrategysChildren(bool all, Directive directive, int failing, int sibling)
    {
        var (a, b) = TwoChildren(Strategy(all, directive));
        a.Tell(new InvalidOperationException());
        Assert.Equal(failing, CountOf(a));
        Assert.Equal(sibling, CountOf(b));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ChildFails_Stop_StopsTheStrategysChildren(bool all)
    {
        var (a, b) = TwoChildren(Strategy(all, Directive.Stop));
        Watch(a);
        Watch(b);
        a.Tell(new InvalidOperationException());
        if (all)
        {
            ExpectMsgAllOfMatchingPredicates(
                TestKit.PredicateInfo.Create<Terminated>(t => t.ActorRef.Equals(a)),
                TestKit.PredicateInfo.Create<Terminated>(t => t.ActorRef.Equals(b)));
        }
        else
        {
            ExpectTerminated(a);
            Assert.Equal(1, CountOf(b));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ChildFails_Escalate_TheSupervisorFailsWithTheSameCause(bool all)
    {
        var seen = CreateTestProbe();
        var grandparent = Supervisor(new OneForOneStrategy(cause =>
        {
            seen.Ref.Tell(cause);
            return Directive.Restart;
        }));
        var supervisor = Child(grandparent, SupervisorProps(Strategy(all, Directive.Escalate)));
        var child = Child(supervisor, Counter.Props);
        Watch(child);
        child.Tell(new InvalidOperationException("deep"));
        Assert.Equal("deep", seen.ExpectMsg<InvalidOperationException>().Message);

        // The supervisor is restarted and so stops its children.
        ExpectTerminated(child);
        supervisor.Tell("alive");
        ExpectMsg("alive");
    }

    [Fact]
    public void Escalate_GrandparentResumes_ChildGoesOnWithItsState()
    {
        var grandparent = Supervisor(new OneForOneStrategy(_ => Directive.Resume));
        var supervisor = Child(grandparent, SupervisorProps(new OneForOneStrategy(_ => Directive.Escalate)));
        var child = Child(supervisor, Counter.Props);
        child.Tell("add");
        child.Tell(new InvalidOperationException());
        Assert.Equal(1, CountOf(child));
    }

    [Fact]
    public void Escalate_UpToTheUserGuardian_RestartsTheTopActor()
    {
        var top = Supervisor(new OneForOneStrategy(_ => Directive.Escalate));
        var child = Child(top, Counter.Props);
        Watch(child);
        Watch(top);
        child.Tell(new InvalidOperationException());
        ExpectTerminated(child);
        top.Tell("alive");
        ExpectMsg("alive");
    }

    [Fact]
    public void AllForOne_Restart_SiblingSeesTheCauseAndNoMessage()
    {
        var supervisor = Supervisor(new AllForOneStrategy(_ => Directive.Restart));
        var failing = Child(supervisor, Counter.Props);
        var faults = new HookFaults();
        var probe = CreateTestProbe();
        Child(supervisor, Props.Create(() => new Hooks("s", probe.Ref, faults, null)));
        probe.ExpectMsg("s1.ctor");
        probe.ExpectMsg("s1.PreStart");
        failing.Tell(new InvalidOperationException("boom"));
        probe.ExpectMsg("s1.PreRestart(boom,)");
        probe.ExpectMsg("s1.PostStop");
        probe.ExpectMsg("s2.ctor");
        probe.ExpectMsg("s2.PostRestart(boom)");
        probe.ExpectMsg("s2.PreStart");
    }

    private static SupervisorStrategy Strategy(bool all, Directive directive) =>
        all ? new AllForOneStrategy(_ => directive) : new OneForOneStrategy(_ => directive);

    private (IActorRef A, IActorRef B) TwoChildren(SupervisorStrategy strategy)
    {
        var supervisor = Supervisor(strategy);
        var a = Child(supervisor, Counter.Props, "a");
        var b = Child(supervisor, Counter.Props, "b");
        a.Tell("add");
        b.Tell("add");
        Assert.Equal(1, CountOf(b));
        return (a, b);
    }
}
