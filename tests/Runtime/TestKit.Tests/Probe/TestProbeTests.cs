using Supervision.Actor;
using Supervision.TestKit.TestActors;

namespace Supervision.TestKit.Tests;

public class TestProbeTests : Xunit2.TestKit
{
    [Fact]
    public void Send_Message_HasTheProbeAsSender()
    {
        var probe = CreateTestProbe("named");
        probe.Send(TestActor, "x");
        ExpectMsgFrom(probe.Ref, "x");
        Assert.Equal("named", probe.Ref.Path.Name);
    }

    [Fact]
    public void Reply_LastMessage_GoesToItsSender()
    {
        var probe = CreateTestProbe();
        probe.Ref.Tell("question");
        probe.ExpectMsg("question");
        Assert.Equal(TestActor, probe.Sender);
        probe.Reply("answer");
        ExpectMsgFrom(probe.Ref, "answer");
    }

    [Fact]
    public void Reply_NothingReceived_Throws()
    {
        Assert.Throws<IllegalActorStateException>(() => CreateTestProbe().Reply("x"));
    }

    [Fact]
    public void Forward_LastMessage_KeepsTheSender()
    {
        var first = CreateTestProbe();
        var second = CreateTestProbe();
        first.Ref.Tell("x");
        first.ExpectMsg("x");
        first.Forward(second.Ref);
        second.ExpectMsgFrom(TestActor, "x");
        first.Forward(second.Ref, "y");
        second.ExpectMsgFrom(TestActor, "y");
    }

    [Fact]
    public void Probe_AsReference_IsItsActor()
    {
        var probe = CreateTestProbe();
        IActorRef reference = probe;
        reference.Tell("x", TestActor);
        probe.ExpectMsgFrom(TestActor, "x");
        Assert.Equal(probe.Ref.Path, reference.Path);
        Assert.True(reference.Equals(probe.Ref));
        Assert.True(probe.Equals(probe.Ref));
        Assert.Equal(0, reference.CompareTo(probe.Ref));
        Assert.Equal(probe.Ref.GetHashCode(), probe.GetHashCode());
    }

    [Fact]
    public void Probe_AsReference_CanBeWatchedAndStopped()
    {
        var probe = CreateTestProbe();
        Watch(probe);
        Sys.Stop(probe);
        ExpectTerminated(probe);
    }

    [Fact]
    public void Probe_OwnQueue_IsNotTheKits()
    {
        var probe = CreateTestProbe();
        probe.Ref.Tell("x");
        ExpectNoMsg(30);
        probe.ExpectMsg("x");
    }

    [Fact]
    public void Watch_ActorStops_ProbeHearsIt()
    {
        var probe = CreateTestProbe();
        var actor = ActorOf(BlackHoleActor.Props);
        probe.Watch(actor);
        actor.Tell(PoisonPill.Instance);
        probe.ExpectTerminated(actor);
    }

    [Fact]
    public void ChildActorOf_Generic_MakesAChildOfTheProbe()
    {
        var probe = CreateTestProbe();
        var child = probe.ChildActorOf<SimpleEchoActor>("kid");
        Assert.Equal(probe.Ref.Path / "kid", child.Path);
    }

    [Fact]
    public void PostStop_MessagesLeft_BecomeDeadLetters()
    {
        var probe = CreateTestProbe();
        EventFilter.DeadLetter<string>(s => s == "left").ExpectOne(() =>
        {
            probe.Ref.Tell("left");
            Sys.Stop(probe.Ref);
        });
    }
}
