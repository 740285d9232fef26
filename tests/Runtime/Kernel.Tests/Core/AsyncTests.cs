using Supervision.Actor;
using Supervision.Event;

namespace Supervision.Kernel.Tests.Core;

public class AsyncTests : KernelTest
{
    [Fact(Timeout = 30000)]
    public async Task ReceiveAsync_WhileAwaiting_HoldsBackUserMessages()
    {
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Probe probe = NewProbe();
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Waiter(gate.Task, probe.Ref)));
        actor.Tell("wait", probe.Ref);
        await probe.Expect("begin");
        actor.Tell("second", probe.Ref);
        await probe.ExpectNothingBefore("mark");
        gate.SetResult();
        await probe.Expect("end", "second");
    }

    [Fact(Timeout = 30000)]
    public async Task ReceiveAsync_AfterAwait_KeepsSelfSenderAndContext()
    {
        Probe probe = NewProbe();
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Waiter(Task.Delay(1), probe.Ref)));
        actor.Tell("context", probe.Ref);
        Assert.Equal((actor, probe.Ref, actor), await probe.Next<(IActorRef, IActorRef, IActorRef)>());
    }

    [Fact(Timeout = 30000)]
    public async Task ReceiveAsync_FailsAfterAwait_GoesToSupervision()
    {
        Probe errors = Subscribed<Error>();
        Probe probe = NewProbe();
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Waiter(Task.Delay(1), probe.Ref)));
        actor.Tell("fail late", probe.Ref);
        actor.Tell("after", probe.Ref);
        await probe.Expect("restarting because of fail late", "after");
        Assert.Equal("late", (await errors.Next<Error>()).Cause!.Message);
    }

    [Fact(Timeout = 30000)]
    public async Task ReceiveAsync_FailsBeforeAwait_GoesToSupervision()
    {
        Probe probe = NewProbe();
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Waiter(Task.CompletedTask, probe.Ref)));
        actor.Tell("fail late", probe.Ref);
        actor.Tell("after", probe.Ref);
        await probe.Expect("restarting because of fail late", "after");
    }

    [Fact(Timeout = 30000)]
    public async Task ReceiveAsync_StoppedWhileAwaiting_StopsAtOnce()
    {
        TaskCompletionSource never = new();
        Probe probe = NewProbe();
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Waiter(never.Task, probe.Ref)));
        await probe.WatchNow(actor);
        actor.Tell("wait", probe.Ref);
        await probe.Expect("begin");
        Sys.Stop(actor);
        await probe.ExpectTerminated(actor);
    }

    [Fact(Timeout = 30000)]
    public async Task ReceiveAsync_RestartedWhileAwaiting_NewInstanceDoesNotWait()
    {
        TaskCompletionSource never = new();
        Probe probe = NewProbe();
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Waiter(never.Task, probe.Ref)));
        actor.Tell("wait", probe.Ref);
        await probe.Expect("begin");
        ((IInternalActorRef)actor).Suspend();
        ((IInternalActorRef)actor).Restart(new InvalidOperationException("sibling"));
        await probe.Next();
        actor.Tell("fresh", probe.Ref);
        await probe.Expect("fresh");
    }

    [Fact(Timeout = 30000)]
    public async Task RunTask_InUntypedActor_HoldsBackUserMessages()
    {
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Probe probe = NewProbe();
        IActorRef actor = Sys.ActorOf(Props.Create(() => new TaskRunner(gate.Task)));
        actor.Tell("one", probe.Ref);
        actor.Tell("two", probe.Ref);
        await probe.ExpectNothingBefore("mark");
        gate.SetResult();
        await probe.Expect("one", "two");
    }

    [Fact(Timeout = 60000)]
    public async Task ReceiveAsync_ManyAwaits_NeverRunsTwoAtOnce()
    {
        Probe probe = NewProbe();
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Exclusive(probe.Ref)));
        for (int i = 0; i < 500; i++)
        {
            actor.Tell(i);
        }

        actor.Tell("end");
        await probe.Expect("never two");
    }

    private sealed class Waiter : ReceiveActor
    {
        private readonly IActorRef _reportTo;

        public Waiter(Task gate, IActorRef reportTo)
        {
            _reportTo = reportTo;
            ReceiveAsync<string>(m => m == "wait", async _ =>
            {
                Sender.Tell("begin");
                await gate;
                Sender.Tell("end");
            });
            ReceiveAsync<string>(m => m == "context", async _ =>
            {
                await gate;
                Sender.Tell((Self, Sender, Context.Self));
            });
            ReceiveAsync<string>(m => m == "fail late", async _ =>
            {
                await gate;
                throw new InvalidOperationException("late");
            });
            Receive<string>(m => Sender.Tell(m));
        }

        protected override void PreRestart(Exception reason, object message) => _reportTo.Tell($"restarting because of {message}");
    }

    private sealed class TaskRunner(Task gate) : UntypedActor
    {
        protected override void OnReceive(object message) => RunTask(async () =>
        {
            await gate;
            Sender.Tell(message);
        });
    }

    private sealed class Exclusive : ReceiveActor
    {
        private int _inside;
        private bool _overlapped;

        public Exclusive(IActorRef reportTo)
        {
            ReceiveAsync<int>(async i =>
            {
                _overlapped |= Interlocked.Increment(ref _inside) != 1;
                await Task.Yield();
                if (i % 50 == 0)
                {
                    await Task.Delay(1);
                }

                Interlocked.Decrement(ref _inside);
            });
            Receive<string>(_ => reportTo.Tell(_overlapped ? "two at once" : "never two"));
        }
    }
}
