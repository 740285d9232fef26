using Supervision.Actor;
using Supervision.TestKit.Internal;

namespace Supervision.TestKit.Tests;

public class TestActorRefTests : Xunit2.TestKit
{
    public TestActorRefTests()
        : base("mine.type = PinnedDispatcher")
    {
    }

    [Fact]
    public void Constructor_PropsOfDelegate_MakesTheActorNow()
    {
        var actor = new TestActorRef<Worker>(Sys, Props.Create(() => new Worker("w")), null, "worker");
        Assert.Equal("w", actor.UnderlyingActor.Label);
        Sys.ActorSelection("/user/worker").Tell("found");
        ExpectMsgFrom(actor, "done found");
    }

    [Fact]
    public void Constructor_PropsOfType_MakesTheActorNow()
    {
        Assert.Equal("none", new TestActorRef<Worker>(Sys, Props.Create<Worker>()).UnderlyingActor.Label);
        Assert.Equal("arg", new TestActorRef<Worker>(Sys, Props.Create<Worker>("arg")).UnderlyingActor.Label);
    }

    [Fact]
    public void ActorOf_EachForm_MakesTheActorWhereItIsTold()
    {
        var parent = ActorOfAsTestActorRef<Worker>("parent");
        TestActorRef<Worker>[] children =
        [
            ActorOfAsTestActorRef<Worker>(parent, "a"),
            ActorOfAsTestActorRef(() => new Worker("x"), parent, "b"),
            ActorOfAsTestActorRef<Worker>(Props.Create<Worker>(), parent, "c"),
        ];
        Assert.Equal(["a", "b", "c"], ((LocalActorRef)parent.Ref).Children.Select(child => child.Path.Name));
        Assert.All(children, child => Assert.Equal(parent.Path, child.Path.Parent));
        Assert.Equal("/user/d", ActorOfAsTestActorRef(() => new Worker("x"), "d").Path.ToStringWithoutAddress());
        Assert.Equal("/user/e", ActorOfAsTestActorRef<Worker>(Props.Create<Worker>(), "e").Path.ToStringWithoutAddress());
        Assert.StartsWith("$$", ActorOfAsTestActorRef<Worker>().Path.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_NameTakenOrBad_Throws()
    {
        ActorOfAsTestActorRef<Worker>("taken");
        Assert.Throws<InvalidActorNameException>(() => ActorOfAsTestActorRef<Worker>("taken"));
        Assert.Throws<InvalidActorNameException>(() => ActorOfAsTestActorRef<Worker>("not/allowed"));
        Assert.Throws<InvalidActorNameException>(() => ActorOfAsTestActorRef<Worker>(string.Empty));
    }

    [Fact]
    public void Tell_Message_IsProcessedWhenItReturns()
    {
        var actor = ActorOfAsTestActorRef<Worker>();
        actor.Tell("a");
        Assert.Equal("a", actor.UnderlyingActor.Last);
        ExpectMsgFrom(actor, "done a");
        var answer = actor.Ask<string>("b");
        Assert.True(answer.IsCompletedSuccessfully);
    }

    [Fact]
    public void Receive_FailingHandler_ThrowsHereAndTheSupervisorHearsNothing()
    {
        var actor = ActorOfAsTestActorRef<Worker>();
        var before = actor.UnderlyingActor;
        Assert.Throws<FormatException>(() => actor.Receive(new FormatException()));
        Assert.Same(before, actor.UnderlyingActor);
        actor.Receive("x", TestActor);
        ExpectMsg("done x");
    }

    [Fact(Timeout = 30000)]
    public async Task ReceiveAsync_WaitingHandler_EndsWithItAndKeepsTheSender()
    {
        var actor = ActorOfAsTestActorRef<Worker>();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var received = actor.ReceiveAsync(gate.Task, TestActor);
        Assert.False(received.IsCompleted);
        actor.Tell("held back");
        Assert.Null(actor.UnderlyingActor.Last);
        gate.SetResult();
        await received;
        Assert.Equal("waited", actor.UnderlyingActor.Waited);
        ExpectMsg("waited");
        AwaitCondition(() => Equals(actor.UnderlyingActor.Last, "held back"));
    }

    [Fact(Timeout = 30000)]
    public async Task ReceiveAsync_FailingHandler_ThrowsHereAndTheSupervisorHearsNothing()
    {
        var actor = ActorOfAsTestActorRef<Worker>();
        var before = actor.UnderlyingActor;
        for (var i = 0; i < 100; i++)
        {
            var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var received = actor.ReceiveAsync(gate.Task);
            gate.SetException(new FormatException());
            await Assert.ThrowsAsync<FormatException>(() => received);
            actor.Tell(i);
            Assert.Equal(i, actor.UnderlyingActor.Last);
        }

        Assert.Same(before, actor.UnderlyingActor);
        await Assert.ThrowsAsync<FormatException>(() => actor.ReceiveAsync(Task.FromException(new FormatException())));
    }

    [Fact(Timeout = 30000)]
    public async Task ReceiveAsync_HandlerStopsTheActor_Ends()
    {
        var actor = ActorOfAsTestActorRef<Worker>();
        await actor.ReceiveAsync(new Stopping());
        AwaitCondition(() => ((IInternalActorRef)actor).IsTerminated);
    }

    [Fact]
    public void Watch_OtherActor_TellsOfItsEndUntilUnwatched()
    {
        var actor = ActorOfAsTestActorRef<Worker>();
        var first = ActorOfAsTestActorRef<Worker>();
        var second = ActorOfAsTestActorRef<Worker>();
        actor.Watch(first);
        actor.Watch(second);
        actor.Unwatch(second);
        first.Tell(PoisonPill.Instance);
        Assert.Equal(first.Ref, actor.UnderlyingActor.Last);
        second.Tell(PoisonPill.Instance);
        Assert.Equal(first.Ref, actor.UnderlyingActor.Last);
    }

    [Fact]
    public void Equality_PlainReference_IsTheSameActor()
    {
        var actor = ActorOfAsTestActorRef<Worker>();
        var other = ActorOfAsTestActorRef<Worker>();
        Assert.True(actor == actor.Ref);
        Assert.True(actor.Ref == actor);
        Assert.True(actor != (IActorRef)other);
        Assert.True(actor.Ref.Equals(actor));
        Assert.Equal(0, actor.CompareTo(actor.Ref));
        Assert.Single(new HashSet<IActorRef> { actor, actor.Ref });
        Assert.Same(actor.Ref, TestActorRefBase<Worker>.ToActorRef(actor));
        TestActorRef<Worker>? none = null;
        Assert.True(none == (IActorRef?)null);
        Assert.True(actor != (IActorRef?)null);
    }

    [Fact]
    public void UnderlyingActor_Stopped_Throws()
    {
        var actor = ActorOfAsTestActorRef<Worker>();
        Sys.Stop(actor);
        AwaitCondition(() => ((IInternalActorRef)actor).IsTerminated);
        Assert.Throws<IllegalActorStateException>(() => actor.UnderlyingActor);
    }

    [Fact]
    public void UnderlyingActor_OtherDispatcher_WaitsUntilItIsMade()
    {
        var actor = new TestActorRef<Worker>(Sys, Props.Create(() => new Worker("slow")).WithDispatcher("mine"));
        Assert.Equal("slow", actor.UnderlyingActor.Label);
        Assert.IsNotType<CallingThreadDispatcher>(((InternalTestActorRef)actor.Ref).Cell.Dispatcher);
    }

    [Fact]
    public void UnderlyingActor_Restarted_IsTheNewOne()
    {
        var parent = ActorOfAsTestActorRef<Worker>();
        var child = ActorOfAsTestActorRef<Worker>(parent);
        var before = child.UnderlyingActor;
        child.Tell(new FormatException());
        Assert.NotSame(before, child.UnderlyingActor);
    }

    [Fact]
    public void Constructor_Supervisor_MayBeAProbeOrAnotherTestReference()
    {
        var probe = CreateTestProbe();
        Assert.Equal(probe.Ref.Path, ActorOfAsTestActorRef<Worker>(probe, "child").Path.Parent);
        Assert.Throws<ArgumentException>(() => ActorOfAsTestActorRef<Worker>(Sys.DeadLetters));
    }

    private sealed record Stopping;

    private sealed class Worker : ReceiveActor
    {
        public Worker()
            : this("none")
        {
        }

        public Worker(string label)
        {
            Label = label;
            Receive<Exception>(cause => throw cause);
            Receive<Terminated>(terminated => Last = terminated.ActorRef);
            ReceiveAsync<Stopping>(async _ =>
            {
                await Task.Yield();
                Context.Stop(Self);
            });
            ReceiveAsync<Task>(async task =>
            {
                await task;
                Waited = "waited";
                Sender.Tell(Waited);
            });
            ReceiveAny(message =>
            {
                Last = message;
                Sender.Tell($"done {message}");
            });
        }

        public string Label { get; }

        public object? Last { get; private set; }

        public string? Waited { get; private set; }
    }
}
