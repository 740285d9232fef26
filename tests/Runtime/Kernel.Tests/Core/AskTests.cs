using Supervision.Actor;
using Supervision.Dispatch.SysMsg;
using Supervision.Event;

namespace Supervision.Kernel.Tests.Core;

public class AskTests : KernelTest
{
    [Fact(Timeout = 30000)]
    public async Task Ask_Answered_GivesTheAnswer()
    {
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Echo()));
        Assert.Equal("hi", await actor.Ask<string>("hi"));
        Assert.Equal("hi", await actor.Ask("hi", Long));
        Assert.Equal("hi", await actor.Ask<string>(self => "hi", Long, CancellationToken.None));
    }

    [Fact(Timeout = 30000)]
    public async Task Ask_NoAnswer_TimesOut()
    {
        IActorRef actor = Sys.ActorOf(Props.Empty);
        await Assert.ThrowsAsync<AskTimeoutException>(() => actor.Ask<string>("hi", TimeSpan.FromMilliseconds(20)));
    }

    [Fact(Timeout = 30000)]
    public async Task Ask_TokenCancelled_IsCanceled()
    {
        IActorRef actor = Sys.ActorOf(Props.Empty);
        using CancellationTokenSource cancel = new();
        Task<string> answer = actor.Ask<string>("hi", cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(() => answer);
    }

    [Fact(Timeout = 30000)]
    public async Task Ask_AnsweredByFailure_ThrowsUnlessThatIsAsked()
    {
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Echo()));
        Status.Failure failure = new(new InvalidDataException("bad"));
        await Assert.ThrowsAsync<InvalidDataException>(() => actor.Ask<string>(failure, Long));
        Assert.Same(failure, await actor.Ask(failure, Long));
        Assert.Same(failure, await actor.Ask<Status>(failure, Long));
    }

    [Fact(Timeout = 30000)]
    public async Task Ask_AnswerOfAnotherType_Throws()
    {
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Echo()));
        Probe letters = Subscribed<DeadLetter>();
        await Assert.ThrowsAsync<ArgumentException>(() => actor.Ask<int>("hi", Long));
        Assert.Equal("hi", (await letters.Next<DeadLetter>()).Message);
    }

    [Fact(Timeout = 30000)]
    public async Task Ask_AnswerAfterTheTimeout_BecomesADeadLetter()
    {
        Probe asked = NewProbe();
        Probe letters = Subscribed<DeadLetter>();
        AskTimeoutException timeout = await Assert.ThrowsAsync<AskTimeoutException>(() => asked.Ref.Ask<string>("hi", TimeSpan.FromMilliseconds(20)));
        Assert.Equal("Timeout after 0.02 seconds", timeout.Message);
        await asked.Next();
        asked.LastSender.Tell("late", ActorRefs.NoSender);
        Assert.Equal("late", (await letters.Next<DeadLetter>()).Message);
    }

    [Fact(Timeout = 30000)]
    public async Task Ask_AnswerAfterCancellation_Vanishes()
    {
        Probe asked = NewProbe();
        Probe letters = Subscribed<DeadLetter>();
        using CancellationTokenSource cancel = new();
        Task<string> answer = asked.Ref.Ask<string>("hi", cancel.Token);
        await asked.Next();
        await cancel.CancelAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(() => answer);
        asked.LastSender.Tell("late", ActorRefs.NoSender);
        Sys.DeadLetters.Tell("mark", ActorRefs.NoSender);
        Assert.Equal("mark", (await letters.Next<DeadLetter>()).Message);
    }

    [Fact(Timeout = 30000)]
    public async Task Ask_AnsweredByNull_GivesNull()
    {
        IActorRef actor = Sys.ActorOf(Scripted.Props("a", NewProbe().Ref));
        Assert.Null(await actor.Ask<string?>((Action<IActorContext>)(c => c.Sender.Tell(null!, ActorRefs.NoSender)), Long));
        await Assert.ThrowsAsync<ArgumentException>(() => actor.Ask<int>((Action<IActorContext>)(c => c.Sender.Tell(null!, ActorRefs.NoSender)), Long));
        Assert.Throws<ArgumentNullException>(() => actor.Tell(null!, ActorRefs.NoSender));
    }

    [Fact(Timeout = 30000)]
    public async Task Ask_AnsweredBySystemMessage_Throws()
    {
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Echo()));
        await Assert.ThrowsAsync<InvalidOperationException>(() => actor.Ask<ISystemMessage>(new OwnSystemMessage(), Long));
    }

    [Fact(Timeout = 30000)]
    public async Task Ask_ReceiverPathIsResolved_FindsTheReceiver()
    {
        IActorRefProvider provider = ((ExtendedActorSystem)Sys).Provider;
        IActorRef actor = Sys.ActorOf(Props.Create(() => new ByPath(provider)));
        Assert.Equal("found", await actor.Ask<string>("hi", Long));
    }

    [Fact(Timeout = 30000)]
    public async Task PipeTo_SuccessAndFailure_AreSent()
    {
        Probe probe = NewProbe();
        await Task.FromResult("result").PipeTo(probe.Ref);
        await probe.Expect("result");
        await Task.FromResult(1).PipeTo(probe.Ref, success: i => i + 1);
        await probe.Expect(2);
        await Task.FromException<string>(new InvalidDataException("bad")).PipeTo(probe.Ref, Sys.DeadLetters);
        Assert.Equal("bad", (await probe.Next<Status.Failure>()).Cause.Message);
        await Task.FromException(new InvalidDataException("worse")).PipeTo(probe.Ref, failure: e => e.Message);
        await probe.Expect("worse");
        await Task.CompletedTask.PipeTo(probe.Ref, success: () => "done");
        await probe.Expect("done");
        await ValueTask.FromResult("value").PipeTo(probe.Ref);
        await probe.Expect("value");
    }

    [Fact(Timeout = 30000)]
    public async Task GracefulStop_ActorStops_GivesTrueAfterPostStop()
    {
        Probe probe = NewProbe();
        IActorRef actor = Sys.ActorOf(Scripted.Props("a", probe.Ref));
        Assert.True(await actor.GracefulStop(Long));
        await probe.Expect("a.ctor", "a.preStart", "a.postStop");
    }

    [Fact(Timeout = 30000)]
    public async Task GracefulStop_ActorDoesNotStop_GivesFalse()
    {
        IActorRef actor = Sys.ActorOf(Props.Empty);
        Assert.False(await actor.GracefulStop(TimeSpan.FromMilliseconds(20), "please"));
    }

    [Fact(Timeout = 30000)]
    public async Task Inbox_ReceiveTimedOut_NextReceiveGetsTheMessage()
    {
        using Inbox inbox = Inbox.Create(Sys);
        Assert.Throws<TimeoutException>(() => inbox.Receive(TimeSpan.FromMilliseconds(20)));
        inbox.Receiver.Tell("late", ActorRefs.NoSender);
        Assert.Equal("late", await inbox.ReceiveAsync(Long));
    }

    [Fact(Timeout = 30000)]
    public async Task Inbox_NegativeTimeout_FailsAtOnce()
    {
        using Inbox inbox = Inbox.Create(Sys);
        Status.Failure failure = Assert.IsType<Status.Failure>(await inbox.ReceiveAsync(TimeSpan.FromSeconds(-1)));
        Assert.IsType<TimeoutException>(failure.Cause);
    }

    [Fact(Timeout = 30000)]
    public async Task Inbox_Full_DropsAndWarnsOnce()
    {
        await using FullInboxes own = new();
        await own.Run();
    }

    [Fact(Timeout = 30000)]
    public async Task Inbox_SendsAndReceives()
    {
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Echo()));
        using Inbox inbox = Inbox.Create(Sys);
        inbox.Watch(actor);
        inbox.Send(actor, "a");
        inbox.Send(actor, "b");
        Assert.Equal("b", inbox.ReceiveWhere(m => Equals(m, "b"), Long));
        Assert.Equal("a", await inbox.ReceiveAsync(Long));
        Assert.Throws<TimeoutException>(() => inbox.Receive(TimeSpan.FromMilliseconds(20)));
        inbox.Send(actor, PoisonPill.Instance);
        Assert.Equal(actor, Assert.IsType<Terminated>(inbox.Receive(Long)).ActorRef);
    }

    private sealed class FullInboxes() : KernelTest("akka.loglevel = WARNING, akka.actor.inbox.inbox-size = 2"), IAsyncDisposable
    {
        public async Task Run()
        {
            Probe warnings = Subscribed<Warning>();
            using Inbox inbox = Inbox.Create(Sys);
            foreach (string text in (string[])["a", "b", "lost", "lost too"])
            {
                inbox.Receiver.Tell(text, ActorRefs.NoSender);
            }

            Assert.StartsWith("Dropping message", (await warnings.Next<Warning>()).Message.ToString(), StringComparison.Ordinal);
            Assert.Equal("a", inbox.Receive(Long));
            Assert.Equal("b", inbox.Receive(Long));
            inbox.Receiver.Tell("c", ActorRefs.NoSender);
            Assert.Equal("c", inbox.Receive(Long));
            await warnings.ExpectNothingBefore("mark");
        }

        ValueTask IAsyncDisposable.DisposeAsync() => new(DisposeAsync());
    }

    private sealed class OwnSystemMessage : ISystemMessage
    {
    }

    private sealed class Echo : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message);
    }

    private sealed class ByPath(IActorRefProvider provider) : UntypedActor
    {
        protected override void OnReceive(object message) =>
            provider.ResolveActorRef(Sender.Path.ToSerializationFormat()).Tell("found");
    }
}
