using Supervision.Actor;

namespace Supervision.TestKit.Tests;

public class CallingThreadDispatcherTests : Xunit2.TestKit
{
    private readonly List<string> _lines = [];

    [Fact]
    public void Tell_IdleActor_IsProcessedOnThisThreadBeforeItReturns()
    {
        var threads = new List<Thread>();
        var actor = Make((_, _) => threads.Add(Thread.CurrentThread));
        actor.Tell("x");
        actor.Tell("y");
        Assert.Equal([Thread.CurrentThread, Thread.CurrentThread], threads);
    }

    [Fact]
    public void Tell_Self_IsProcessedAfterThePresentMessage()
    {
        var actor = Make((context, message) =>
        {
            _lines.Add($"begin {message}");
            if (message is "outer")
            {
                context.Self.Tell("inner");
            }

            _lines.Add($"end {message}");
        });
        actor.Tell("outer");
        Assert.Equal(["begin outer", "end outer", "begin inner", "end inner"], _lines);
    }

    [Fact]
    public void Tell_ActorThatAnswersTheRunningOne_AnswerWaitsForThePresentMessage()
    {
        var pong = Make((context, message) =>
        {
            _lines.Add($"pong {message}");
            context.Sender.Tell("pong");
        });
        var ping = Make((_, message) =>
        {
            if (message is "go")
            {
                pong.Tell("ping");
            }

            _lines.Add($"ping {message}");
        });
        ping.Tell("go");
        Assert.Equal(["pong ping", "ping go", "ping pong"], _lines);
    }

    [Fact(Timeout = 30000)]
    public async Task Tell_ActorThatRunsOnAnotherThread_IsProcessedThere()
    {
        using var gate = new ManualResetEventSlim();
        var seen = new List<(object Message, Thread Thread)>();
        var running = new TaskCompletionSource<Thread>(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = Make((_, message) =>
        {
            seen.Add((message, Thread.CurrentThread));
            if (message is "block")
            {
                running.SetResult(Thread.CurrentThread);
                Assert.True(gate.Wait(TimeSpan.FromSeconds(20)));
            }
        });
        var blocked = Task.Factory.StartNew(() => actor.Tell("block"), default, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var other = await running.Task;
        actor.Tell("later");
        Assert.Single(seen);
        gate.Set();
        await blocked;
        Assert.Equal([("block", other), ("later", other)], seen);
    }

    [Fact]
    public void Resume_ManyMessagesQueued_AreProcessedOnThisThreadWithoutDeepStack()
    {
        const int Many = 200_000;
        var count = 0;
        var actor = (IInternalActorRef)Make((_, _) => count++);
        actor.Suspend();
        for (var i = 0; i < Many; i++)
        {
            actor.Tell("x");
        }

        Assert.Equal(0, count);
        actor.Resume();
        Assert.Equal(Many, count);
    }

    [Fact]
    public void Failure_ParentOnTheSameDispatcher_IsHandledBeforeTellReturns()
    {
        var parent = ActorOf(Props.Create(() => new Parent(_lines)).WithDispatcher(CallingThreadDispatcher.Id));
        parent.Tell("fail");
        Assert.Equal(["start", "restart FormatException", "start"], _lines);
    }

    [Fact]
    public void Stop_Actor_HasStoppedWhenItReturns()
    {
        var actor = (IInternalActorRef)Make((context, _) => context.Stop(context.Self));
        actor.Tell("x");
        Assert.True(actor.IsTerminated);
    }

    [Fact]
    public void Dispatcher_SystemOfAnotherMaker_IsThere()
    {
        var system = ActorSystem.Create("mine");
        using var kit = new Xunit2.TestKit(system);
        var thread = default(Thread);
        system.ActorOf(Lambda.Props((_, _) => thread = Thread.CurrentThread).WithDispatcher(CallingThreadDispatcher.Id)).Tell("x");
        Assert.Same(Thread.CurrentThread, thread);
    }

    [Fact]
    public void TestActor_ConfiguredDispatcher_IsUsed()
    {
        using var kit = new Xunit2.TestKit("akka.test.test-actor.dispatcher.type = Dispatcher");
        var cell = (ActorCell)((ActorRefWithCell)kit.TestActor).Underlying;
        Assert.IsNotType<CallingThreadDispatcher>(cell.Dispatcher);
        Assert.IsType<CallingThreadDispatcher>(((ActorCell)((ActorRefWithCell)TestActor).Underlying).Dispatcher);
        kit.TestActor.Tell("x");
        kit.ExpectMsg("x");
    }

    private IActorRef Make(Action<IActorContext, object> receive) =>
        ActorOf(Lambda.Props(receive).WithDispatcher(CallingThreadDispatcher.Id));

    private sealed class Lambda(Action<IActorContext, object> receive) : UntypedActor
    {
        public static Props Props(Action<IActorContext, object> receive) => Actor.Props.Create(() => new Lambda(receive));

        protected override void OnReceive(object message) => receive(Context, message);
    }

    private sealed class Parent : ReceiveActor
    {
        public Parent(List<string> lines)
        {
            var child = Context.ActorOf(Props.Create(() => new Child(lines)).WithDispatcher(CallingThreadDispatcher.Id));
            ReceiveAny(child.Forward);
        }

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Restart);
    }

    private sealed class Child(List<string> lines) : ReceiveActor
    {
        protected override bool AroundReceive(Receive receive, object message) => throw new FormatException();

        protected override void PreStart() => lines.Add("start");

        protected override void PreRestart(Exception reason, object message) => lines.Add($"restart {reason.GetType().Name}");
    }
}
