using Supervision.Actor;

namespace Supervision.Kernel.Tests.Core;

/// <summary>An actor that another one woke runs next on the same thread; nothing may depend on that.</summary>
public class DirectRunTests : KernelTest
{
    [Fact(Timeout = 60000)]
    public async Task Handler_ThatBlocksUntilWhomItToldHasRun_GoesOn()
    {
        for (int round = 0; round < 20; round++)
        {
            using SemaphoreSlim ran = new(0);
            IActorRef told = Sys.ActorOf(Props.Create(() => new Acting(_ => ran.Release())));
            IActorRef blocking = Sys.ActorOf(Props.Create(() => new Acting(c =>
            {
                told.Tell("go");
                c.Sender.Tell(ran.Wait(Long));
            })));

            Assert.True(await blocking.Ask<bool>("go", Long));
        }
    }

    [Fact(Timeout = 60000)]
    public async Task Handler_ThatBlocksOnAnAsk_GetsItsAnswer()
    {
        IActorRef echo = Sys.ActorOf(Props.Create(() => new Acting(c => c.Sender.Tell("answer"))));
        IActorRef blocking = Sys.ActorOf(Props.Create(() => new Acting(c => c.Sender.Tell(echo.Ask<string>("?", Long).GetAwaiter().GetResult()))));

        for (int round = 0; round < 20; round++)
        {
            Assert.Equal("answer", await blocking.Ask<string>("go", Long));
        }
    }

    [Fact(Timeout = 60000)]
    public async Task Actors_ThatKeepEachOtherBusy_LetOthersRun()
    {
        int pairs = 2 * Environment.ProcessorCount;
        for (int i = 0; i < pairs; i++)
        {
            IActorRef pong = Sys.ActorOf(Props.Create(() => new Acting(c => c.Sender.Tell("ball", c.Self))));
            Sys.ActorOf(Props.Create(() => new Acting(c => pong.Tell("ball", c.Self)))).Tell("ball");
        }

        IActorRef other = Sys.ActorOf(Props.Create(() => new Acting(c => c.Sender.Tell("here"))));
        for (int round = 0; round < 50; round++)
        {
            Assert.Equal("here", await other.Ask<string>("?", Long));
        }
    }

    [Fact(Timeout = 60000)]
    public async Task Chain_OfActors_KeepsTheOrderOfEachSender()
    {
        const int Messages = 20_000;
        TaskCompletionSource<int> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int wrong = 0, next = 0;
        IActorRef last = Sys.ActorOf(Props.Create(() => new Receiving(m =>
        {
            wrong += (int)m == next++ ? 0 : 1;
            if (next == Messages)
            {
                done.SetResult(wrong);
            }
        })));
        IActorRef middle = Sys.ActorOf(Props.Create(() => new Receiving(m => last.Tell(m))));
        for (int i = 0; i < Messages; i++)
        {
            middle.Tell(i);
        }

        Assert.Equal(0, await done.Task.WaitAsync(Long));
    }

    [Fact(Timeout = 60000)]
    public async Task Handler_ThatLeavesAmbientValues_DoesNotHandThemOn()
    {
        AsyncLocal<string?> ambient = new();
        IActorRef told = Sys.ActorOf(Props.Create(() => new Acting(c => c.Sender.Tell(ambient.Value ?? "nothing"))));
        IActorRef leaving = Sys.ActorOf(Props.Create(() => new Acting(c =>
        {
            ambient.Value = "left behind";
            SynchronizationContext.SetSynchronizationContext(new SynchronizationContext());
            told.Tell("?", c.Sender);
        })));

        for (int round = 0; round < 50; round++)
        {
            Assert.Equal("nothing", await leaving.Ask<string>("go", Long));
        }
    }

    private sealed class Acting(Action<IActorContext> act) : UntypedActor
    {
        protected override void OnReceive(object message) => act(Context);
    }

    private sealed class Receiving(Action<object> act) : UntypedActor
    {
        protected override void OnReceive(object message) => act(message);
    }
}
