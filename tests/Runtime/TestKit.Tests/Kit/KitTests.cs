using Supervision.Actor;
using Supervision.TestKit.TestActors;

namespace Supervision.TestKit.Tests;

public class KitTests : Xunit2.TestKit
{
    [Fact]
    public void Settings_Defaults_AreAkkas()
    {
        Assert.Equal(TimeSpan.FromSeconds(5), TestKitSettings.DefaultTimeout);
        Assert.Equal(TimeSpan.FromSeconds(3), TestKitSettings.SingleExpectDefault);
        Assert.Equal(TimeSpan.FromSeconds(3), TestKitSettings.TestEventFilterLeeway);
        Assert.Equal(1, TestKitSettings.TestTimeFactor);
        Assert.Same(TestKitSettings, TestKitExtension.For(Sys));
        Assert.NotNull(TestKitAssertionsExtension.For(Sys).Assertions);
    }

    [Fact]
    public void System_Default_IsCalledTest()
    {
        Assert.Equal("test", Sys.Name);
    }

    [Fact]
    public void Tell_WithoutSender_ComesFromTheTestActor()
    {
        ActorOf(SimpleEchoActor.Props()).Tell("ping");
        ExpectMsg("ping");
    }

    [Fact(Timeout = 30000)]
    public async Task Tell_WithoutSenderAfterAwait_ComesFromTheTestActor()
    {
        var echo = ActorOf(SimpleEchoActor.Props());
        await Task.Delay(5);
        echo.Tell("one");
        await ExpectMsgAsync("one");
        await Task.Yield();
        echo.Tell("two");
        await ExpectMsgAsync("two");
    }

    [Fact(Timeout = 30000)]
    public async Task Tell_FromThreadsThatTheTestHasLeft_HasNoSender()
    {
        var echo = ActorOf(SimpleEchoActor.Props());
        await Task.Run(() => echo.Tell("task of the test"));
        await ExpectMsgAsync("task of the test");
        var told = new TaskCompletionSource();
        ThreadPool.UnsafeQueueUserWorkItem(
            _ =>
            {
                echo.Tell("stranger");
                told.SetResult();
            },
            null);
        await told.Task;
        await ExpectNoMsgAsync(30);
    }

    [Fact(Timeout = 30000)]
    public async Task Continuation_InsideAnActorsTurn_LeavesTheActorItsContext()
    {
        var inline = new TaskCompletionSource();
        var actor = ActorOf(Props.Create(() => new Completing(inline)));
        var continued = Continue();
        actor.Tell("go");
        await ExpectMsgAsync(actor);
        Assert.Equal(await continued, actor.Path.Name);

        async Task<string> Continue()
        {
            await inline.Task.ConfigureAwait(false);
            return Completing.Running ?? "nobody";
        }
    }

    [Fact]
    public void CreateTestActor_Messages_GoToTheKitsQueue()
    {
        CreateTestActor("other").Tell("x");
        ExpectMsg("x");
    }

    [Fact]
    public void ActorOf_Overloads_MakeActors()
    {
        Assert.Equal("a", ActorOf(BlackHoleActor.Props, "a").Path.Name);
        Assert.Equal("b", ActorOf<BlackHoleActor>("b").Path.Name);
        Assert.Equal("c", ActorOf(() => new SimpleEchoActor(), "c").Path.Name);
        ActorSelection("/user/c").Tell("x");
        ExpectMsg("x");
    }

    [Fact]
    public void ChildActorOf_Child_IsSupervisedByTheTestActor()
    {
        var child = ChildActorOf(Props.Create(() => new ParentTeller()), "kid");
        Assert.Equal(TestActor.Path / "kid", child.Path);
        child.Tell("x");
        ExpectMsgFrom(child, "x");
    }

    [Fact]
    public void ChildActorOf_Strategy_DecidesOnItsFailure()
    {
        var child = ChildActorOf(Props.Create(() => new Failing()), new OneForOneStrategy(_ => Directive.Stop));
        Watch(child);
        EventFilter.Exception<InvalidOperationException>().Mute(() =>
        {
            child.Tell("x");
            ExpectTerminated(child);
        });
    }

    [Fact]
    public void Unwatch_ActorStops_NothingComes()
    {
        var actor = ActorOf(BlackHoleActor.Props);
        Watch(actor);
        Unwatch(actor);
        var other = Watch(ActorOf(BlackHoleActor.Props));
        Sys.Stop(actor);
        Sys.Stop(other);
        ExpectTerminated(other);
        ExpectNoMsg(50);
    }

    [Fact(Timeout = 30000)]
    public async Task WatchAsync_ActorStops_TerminatedComes()
    {
        var actor = await WatchAsync(ActorOf(BlackHoleActor.Props));
        Sys.Stop(actor);
        await ExpectTerminatedAsync(actor);
    }

    [Fact]
    public void Shutdown_System_IsTerminated()
    {
        Shutdown(verifySystemShutdown: true);
        Assert.True(Sys.WhenTerminated.IsCompleted);
    }

    private sealed class ParentTeller : ReceiveActor
    {
        public ParentTeller() => ReceiveAny(message => Context.Parent.Tell(message));
    }

    private sealed class Completing : ReceiveActor
    {
        [ThreadStatic]
        private static string? _running;

        public Completing(TaskCompletionSource inline) => ReceiveAny(_ =>
        {
            _running = Self.Path.Name;
            inline.SetResult();
            _running = null;
            Context.Sender.Tell(Context.Self);
        });

        /// <summary>The actor whose turn this thread is in.</summary>
        public static string? Running => _running;
    }

    private sealed class Failing : ReceiveActor
    {
        public Failing() => ReceiveAny(_ => throw new InvalidOperationException("as told"));
    }
}
