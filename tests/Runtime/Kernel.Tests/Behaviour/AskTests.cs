using Supervision.Actor;
using Supervision.TestKit.TestActors;

namespace Supervision.Tests.Behaviour;

public class AskTests : KernelTest
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    [Fact(Timeout = 30000)]
    public async Task Ask_Reply_IsTheResult()
    {
        var echo = ActorOf(SimpleEchoActor.Props());
        Assert.Equal("x", await echo.Ask<string>("x", Long));
        Assert.Equal(5, await echo.Ask(5, Long));
        Assert.Equal("y", await echo.Ask<string>("y"));
    }

    [Fact(Timeout = 30000)]
    public async Task Ask_NoReply_TimesOut()
    {
        await Assert.ThrowsAsync<AskTimeoutException>(
            () => ActorOf(BlackHoleActor.Props).Ask<string>("x", TimeSpan.FromMilliseconds(30)));
    }

    [Fact(Timeout = 30000)]
    public async Task Ask_Cancelled_TaskIsCancelled()
    {
        using var cts = new CancellationTokenSource();
        var pending = ActorOf(BlackHoleActor.Props).Ask<string>("x", cts.Token);
        Assert.False(pending.IsCompleted);
        await cts.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
    }

    [Fact(Timeout = 30000)]
    public async Task Ask_FailureReply_ThrowsItsCause()
    {
        var actor = Acting((context, _) => context.Sender.Tell(new Status.Failure(new InvalidOperationException("told"))));
        var failure = await Assert.ThrowsAnyAsync<InvalidOperationException>(() => actor.Ask<string>("x", Long));
        Assert.Equal("told", failure.Message);
    }

    [Fact(Timeout = 30000)]
    public async Task Ask_FailureAsked_IsTheResult()
    {
        var actor = Acting((context, _) => context.Sender.Tell(new Status.Failure(new InvalidOperationException("told"))));
        var reply = await actor.Ask<Status.Failure>("x", Long);
        Assert.Equal("told", reply.Cause.Message);
    }

    [Fact(Timeout = 30000)]
    public async Task Ask_OtherType_FailsTheTask()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => ActorOf(SimpleEchoActor.Props()).Ask<string>(5, Long));
    }

    [Fact(Timeout = 30000)]
    public async Task Ask_Factory_GivesTheReplyReference()
    {
        var actor = Acting((_, message) => ((IActorRef)message).Tell("via factory"));
        Assert.Equal("via factory", await actor.Ask<string>(sender => sender, Long, CancellationToken.None));
    }

    [Fact(Timeout = 30000)]
    public async Task Ask_SecondReply_IsADeadLetterAtMost()
    {
        var actor = Acting((context, _) =>
        {
            context.Sender.Tell("first");
            context.Sender.Tell("second");
        });
        Assert.Equal("first", await actor.Ask<string>("x", Long));
    }

    [Fact(Timeout = 30000)]
    public async Task Ask_Many_EachGetsItsOwnReply()
    {
        var echo = ActorOf(SimpleEchoActor.Props());
        var replies = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => echo.Ask<int>(i, Long)));
        Assert.Equal(Enumerable.Range(0, 500), replies);
    }

    [Fact(Timeout = 30000)]
    public async Task Ask_FromAnActor_CanBeAwaited()
    {
        var echo = ActorOf(SimpleEchoActor.Props());
        var asker = ActorOf(Props.Create(() => new Asker(echo)));
        Assert.Equal("re: x", await asker.Ask<string>("x", Long));
    }

    [Fact]
    public void PipeTo_Success_SendsTheResult()
    {
        Task.FromResult("x").PipeTo(TestActor);
        ExpectMsg("x");
        Task.FromResult(3).PipeTo(TestActor, success: i => i * 2);
        ExpectMsg(6);
    }

    [Fact]
    public void PipeTo_Failure_SendsStatusFailureOrWhatIsMadeOfIt()
    {
        var failed = Task.FromException<string>(new InvalidOperationException("no"));
        failed.PipeTo(TestActor);
        Assert.IsType<InvalidOperationException>(ExpectMsg<Status.Failure>().Cause.GetBaseException());
        failed.PipeTo(TestActor, failure: e => e.GetBaseException().Message);
        ExpectMsg("no");
    }

    [Fact]
    public void PipeTo_InsideAnActor_SenderIsTheOneGiven()
    {
        var probe = CreateTestProbe();
        Task.FromResult("x").PipeTo(TestActor, probe.Ref);
        ExpectMsgFrom(probe.Ref, "x");
    }

    [Fact]
    public void PipeTo_TaskThatEndsLater_SendsThen()
    {
        var source = new TaskCompletionSource<string>();
        source.Task.PipeTo(TestActor);
        ExpectNoMsg(Quiet);
        source.SetResult("x");
        ExpectMsg("x");
    }

    private sealed class Asker : ReceiveActor
    {
        public Asker(IActorRef echo) => ReceiveAsync<string>(async m =>
        {
            var reply = await echo.Ask<string>(m, Long);
            Sender.Tell("re: " + reply);
        });
    }
}
