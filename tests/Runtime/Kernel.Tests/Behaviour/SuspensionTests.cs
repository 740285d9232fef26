using Supervision.Actor;

namespace Supervision.Tests.Behaviour;

public class SuspensionTests : KernelTest
{
    [Theory]
    [InlineData(Directive.Resume, 1)]
    [InlineData(Directive.Restart, 0)]
    public void Failing_UntilTheDecision_UserMessagesWait(Directive directive, int expectedCount)
    {
        using var gate = new ManualResetEventSlim();
        var child = Child(Supervisor(Blocking(gate, directive)), Counter.Props);
        child.Tell("add");
        EventFilter.Exception<InvalidOperationException>().Mute();
        child.Tell(new InvalidOperationException());
        child.Tell("get");
        ExpectNoMsg(Quiet);
        gate.Set();
        ExpectMsg(expectedCount);
    }

    [Fact]
    public void Failing_ParentWithChild_ChildIsSuspendedToo()
    {
        using var gate = new ManualResetEventSlim();
        var parent = Child(Supervisor(Blocking(gate, Directive.Resume)), SupervisorProps(SupervisorStrategy.DefaultStrategy));
        var grandchild = Child(parent, Counter.Props);
        EventFilter.Exception<InvalidOperationException>().Mute();
        parent.Tell(new InvalidOperationException());
        parent.Tell("echo");
        ExpectNoMsg(Quiet);
        grandchild.Tell("get");
        ExpectNoMsg(Quiet);
        gate.Set();
        ExpectMsgAllOf<object>("echo", 0);
    }

    [Fact]
    public void Failing_MessageThatFailed_IsNotProcessedAgain()
    {
        var failures = 0;
        var strategy = new OneForOneStrategy(_ => Directive.Resume);
        var supervisor = Supervisor(strategy);
        var child = Child(supervisor, Props.Create(() => new FailsOnce(() => Interlocked.Increment(ref failures))));
        child.Tell("boom");
        child.Tell("hi");
        ExpectMsg("hi");
        Assert.Equal(1, failures);
    }

    [Fact]
    public void Stop_WhileFailing_ActorStops()
    {
        using var gate = new ManualResetEventSlim();
        var supervisor = Supervisor(Blocking(gate, Directive.Restart));
        var child = Child(supervisor, Counter.Props);
        Watch(child);
        EventFilter.Exception<InvalidOperationException>().Mute();
        child.Tell(new InvalidOperationException());
        Sys.Stop(child);
        gate.Set();
        ExpectTerminated(child);
    }

    private static OneForOneStrategy Blocking(ManualResetEventSlim gate, Directive directive) => new(_ =>
    {
        gate.Wait(TimeSpan.FromSeconds(20));
        return directive;
    });

    private sealed class FailsOnce(Func<int> onFailure) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is "boom")
            {
                onFailure();
                throw new InvalidOperationException();
            }

            Sender.Tell(message);
        }
    }
}
