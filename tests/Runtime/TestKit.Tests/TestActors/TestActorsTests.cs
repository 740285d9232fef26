using Supervision.Actor;
using Supervision.TestKit.TestActors;

namespace Supervision.TestKit.Tests;

public class TestActorsTests : Xunit2.TestKit
{
    [Fact]
    public void EchoActor_Message_GoesToKitAndSender()
    {
        var probe = CreateTestProbe();
        var echo = ActorOf(EchoActor.Props(this));
        echo.Tell("x", probe.Ref);
        probe.ExpectMsg("x");
        ExpectMsg("x");
        ActorOf(EchoActor.Props(this, false)).Tell("y", probe.Ref);
        ExpectMsg("y");
        Assert.False(probe.HasMessages);
    }

    [Fact]
    public void ForwardActor_Message_KeepsTheSender()
    {
        var probe = CreateTestProbe();
        ActorOf(ForwardActor.Props(TestActor)).Tell("x", probe.Ref);
        ExpectMsgFrom(probe.Ref, "x");
    }

    [Fact]
    public void BlackHoleActor_Message_IsNotUnhandled()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Event.UnhandledMessage));
        ActorOf(BlackHoleActor.Props).Tell("x");
        ActorOf<UnhandledMessageActor>().Tell("y");
        Assert.Equal("y", ExpectMsg<Event.UnhandledMessage>().Message);
    }
}
