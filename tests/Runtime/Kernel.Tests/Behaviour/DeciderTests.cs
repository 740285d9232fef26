using Supervision.Actor;

namespace Supervision.Tests.Behaviour;

public class DeciderTests : KernelTest
{
    [Fact]
    public void DefaultDecider_Exceptions_InitializationAndKillStopTheRestRestart()
    {
        var decider = SupervisorStrategy.DefaultDecider;
        Assert.Equal(Directive.Stop, decider.Decide(new ActorInitializationException("x")));
        Assert.Equal(Directive.Stop, decider.Decide(new ActorKilledException("x")));
        Assert.Equal(Directive.Stop, decider.Decide(new DeathPactException(TestActor)));
        Assert.Equal(Directive.Restart, decider.Decide(new InvalidOperationException()));
    }

    [Fact]
    public void StoppingStrategy_AnyException_Stops()
    {
        EventFilter.Exception<InvalidOperationException>().Mute();
        var child = Watch(Child(Supervisor(SupervisorStrategy.StoppingStrategy), Counter.Props));
        child.Tell(new InvalidOperationException());
        ExpectTerminated(child);
    }

    [Fact]
    public void DeciderFrom_Pairs_MatchTypesWithTheirSubtypesElseDefault()
    {
        var decider = Decider.From(
            Directive.Escalate,
            new KeyValuePair<Type, Directive>(typeof(ArgumentNullException), Directive.Stop),
            new KeyValuePair<Type, Directive>(typeof(ArgumentException), Directive.Resume));
        Assert.Equal(Directive.Stop, decider.Decide(new ArgumentNullException()));
        Assert.Equal(Directive.Resume, decider.Decide(new ArgumentException()));
        Assert.Equal(Directive.Resume, decider.Decide(new ArgumentOutOfRangeException()));
        Assert.Equal(Directive.Escalate, decider.Decide(new InvalidOperationException()));
    }

    [Fact]
    public void DeciderFrom_Delegate_Decides()
    {
        IDecider decider = Decider.From(e => e is TimeoutException ? Directive.Resume : Directive.Stop);
        Assert.Equal(Directive.Resume, decider.Decide(new TimeoutException()));
        Assert.Equal(Directive.Stop, decider.Decide(new InvalidOperationException()));
    }

    [Fact]
    public void Strategy_Decider_IsAskedWithTheExceptionThatWasThrown()
    {
        EventFilter.Exception<Exception>().Mute();
        var seen = CreateTestProbe();
        var cause = new InvalidOperationException("this one");
        var child = Child(
            Supervisor(new OneForOneStrategy(e =>
            {
                seen.Ref.Tell(e);
                return Directive.Resume;
            })),
            Counter.Props);
        child.Tell(cause);
        Assert.Same(cause, seen.ExpectMsg<InvalidOperationException>());
    }

    [Fact]
    public void Strategy_DeciderThrows_TheSupervisorFailsItself()
    {
        EventFilter.Exception<Exception>().Mute();
        var seen = CreateTestProbe();
        var grandparent = Supervisor(new OneForOneStrategy(e =>
        {
            seen.Ref.Tell(e);
            return Directive.Restart;
        }));
        var supervisor = Child(grandparent, SupervisorProps(new OneForOneStrategy(_ => throw new NotSupportedException("decider"))));
        var child = Watch(Child(supervisor, Counter.Props));
        child.Tell(new InvalidOperationException());
        Assert.Equal("decider", seen.ExpectMsg<NotSupportedException>().Message);
        ExpectTerminated(child);
    }

    [Fact]
    public void Strategy_Logging_CanBeTurnedOff()
    {
        var quiet = Child(
            Supervisor(new OneForOneStrategy(-1, -1, _ => Directive.Resume, loggingEnabled: false)), Counter.Props);
        EventFilter.Exception<InvalidOperationException>().Expect(0, Quiet, () =>
        {
            quiet.Tell(new InvalidOperationException());
            Assert.Equal(0, CountOf(quiet));
        });
    }

    [Fact]
    public void PropsWithSupervisorStrategy_Given_OverridesTheClass()
    {
        EventFilter.Exception<Exception>().Mute();
        var supervisor = ActorOf(
            SupervisorProps(new OneForOneStrategy(_ => Directive.Stop)).WithSupervisorStrategy(new OneForOneStrategy(_ => Directive.Resume)));
        var child = Child(supervisor, Counter.Props);
        child.Tell("add");
        child.Tell(new InvalidOperationException());
        Assert.Equal(1, CountOf(child));
    }
}
