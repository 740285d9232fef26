using Supervision.Actor;

namespace Supervision.Tests.Behaviour;

public class AsyncHandlerTests : KernelTest
{
    [Fact]
    public void ReceiveAsync_WhileAwaiting_NoOtherMessageIsProcessed()
    {
        var source = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = ActorOf(Props.Create(() => new Awaiting(source.Task)));
        actor.Tell("await");
        actor.Tell("hi");
        ExpectMsg("before");
        ExpectNoMsg(Quiet);
        source.SetResult("done");
        ExpectLines("after done", "hi");
    }

    [Fact]
    public void ReceiveAsync_AfterAwait_SenderAndSelfAreKept()
    {
        var source = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = ActorOf(Props.Create(() => new Awaiting(source.Task)));
        var first = CreateTestProbe();
        var second = CreateTestProbe();
        actor.Tell("await", first.Ref);
        actor.Tell("hi", second.Ref);
        first.ExpectMsg("before");
        source.SetResult("x");
        first.ExpectMsgFrom(actor, "after x");
        second.ExpectMsgFrom(actor, "hi");
    }

    [Fact]
    public void ReceiveAsync_ThrowsAfterAwait_IsSupervised()
    {
        var source = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var instances = 0;
        var actor = ActorOf(Props.Create(() => new Awaiting(source.Task, () => Interlocked.Increment(ref instances))));
        actor.Tell("await");
        actor.Tell("hi");
        ExpectMsg("before");
        EventFilter.Exception<InvalidOperationException>("late").ExpectOne(() => source.SetException(new InvalidOperationException("late")));
        ExpectMsg("hi");
        Assert.Equal(2, instances);
    }

    [Fact]
    public void ReceiveAsync_StopWhileAwaiting_ATaskThatNeverEndsDoesNotKeepTheActor()
    {
        var never = new TaskCompletionSource<string>();
        var actor = Watch(ActorOf(Props.Create(() => new Awaiting(never.Task))));
        actor.Tell("await");
        ExpectMsg("before");
        Sys.Stop(actor);
        ExpectTerminated(actor);
    }

    [Fact]
    public void ReceiveAsync_ManyAwaits_KeepTheOrderOfMessages()
    {
        var actor = ActorOf(Props.Create(() => new Yielding()));
        for (var i = 0; i < 200; i++)
        {
            actor.Tell(i);
        }

        Assert.Equal(Enumerable.Range(0, 200), ReceiveN(200, TimeSpan.FromSeconds(10)).Cast<int>());
    }

    [Fact]
    public void ReceiveAnyAsync_Message_IsHandled()
    {
        ActorOf(Props.Create(() => new AnyAsync())).Tell('c');
        ExpectMsg('c');
    }

    [Fact]
    public void RunTask_InUntypedActor_SuspendsTheMailbox()
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = ActorOf(Props.Create(() => new Running(source.Task)));
        actor.Tell("run");
        actor.Tell("hi");
        ExpectNoMsg(Quiet);
        source.SetResult();
        ExpectLines("ran", "hi");
    }

    private sealed class Awaiting : ReceiveActor
    {
        public Awaiting(Task<string> task)
            : this(task, () => 0)
        {
        }

        public Awaiting(Task<string> task, Func<int> onInstance)
        {
            onInstance();
            ReceiveAsync<string>(m => m == "await", async _ =>
            {
                Sender.Tell("before");
                var result = await task;
                Sender.Tell("after " + result, Self);
            });
            Receive<string>(m => Sender.Tell(m));
        }
    }

    private sealed class Yielding : ReceiveActor
    {
        public Yielding() => ReceiveAsync<int>(async i =>
        {
            if (i % 3 == 0)
            {
                await Task.Yield();
            }
            else if (i % 3 == 1)
            {
                await Task.Delay(1);
            }

            Sender.Tell(i);
        });
    }

    private sealed class AnyAsync : ReceiveActor
    {
        public AnyAsync() => ReceiveAnyAsync(async m =>
        {
            await Task.Yield();
            Sender.Tell(m);
        });
    }

    private sealed class Running(Task task) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is "run")
            {
                RunTask(async () =>
                {
                    await task;
                    Sender.Tell("ran");
                });
            }
            else
            {
                Sender.Tell(message);
            }
        }
    }
}
