using Supervision.Actor;

namespace Supervision.Kernel.Tests.Core;

/// <summary>Alone, because what others allocate would count.</summary>
[Collection(nameof(CostTests))]
[CollectionDefinition(nameof(CostTests), DisableParallelization = true)]
public class CostTests : KernelTest
{
    [Fact]
    public void Tell_SteadyState_DoesNotAllocatePerMessage()
    {
        const int Round = 20_000;
        Countdown countdown = new();
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Counter(countdown)));
        object message = new();
        // What the runtime and the test runner allocate meanwhile counts too: the best round is what a message costs.
        double best = double.MaxValue;
        for (int i = 0; i < 200 && best >= 1; i++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            Send();
            best = Math.Min(best, (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Round);
        }

        Assert.True(best < 1, $"{best} bytes per message");

        void Send()
        {
            countdown.Start(Round);
            for (int i = 0; i < Round; i++)
            {
                actor.Tell(message, ActorRefs.NoSender);
            }

            Assert.True(countdown.Done.Wait(Long));
        }
    }

    [Fact(Timeout = 60000)]
    public async Task ActorOf_ManyIdleActors_StayBelow400BytesEach()
    {
        const int Many = 20_000;
        Props props = Props.Create(() => new Idle());
        long best = long.MaxValue;
        for (int round = 0; round < 3; round++)
        {
            IActorRef parent = Sys.ActorOf(Scripted.Props("p", ActorRefs.Nobody));
            await Spawn(parent, 1000);
            long before = GC.GetTotalMemory(forceFullCollection: true);
            await Spawn(parent, Many);
            best = Math.Min(best, (GC.GetTotalMemory(forceFullCollection: true) - before) / Many);
            GC.KeepAlive(parent);
        }

        Assert.True(best <= 400, $"{best} bytes per idle actor");

        async Task Spawn(IActorRef parent, int count)
        {
            IActorRef last = await parent.Ask<IActorRef>(
                (Action<IActorContext>)(c =>
                {
                    IActorRef made = ActorRefs.Nobody;
                    for (int i = 0; i < count; i++)
                    {
                        made = c.ActorOf(props);
                    }

                    c.Sender.Tell(made);
                }),
                Long);
            await last.Ask<ActorIdentity>(new Identify(1), Long);
        }
    }

    private sealed class Countdown
    {
        private int _left;

        public ManualResetEventSlim Done { get; } = new();

        public void Start(int count)
        {
            _left = count;
            Done.Reset();
        }

        public void Signal()
        {
            if (--_left == 0)
            {
                Done.Set();
            }
        }
    }

    private sealed class Counter(Countdown countdown) : UntypedActor
    {
        protected override void OnReceive(object message) => countdown.Signal();
    }

    private sealed class Idle : UntypedActor
    {
        protected override void OnReceive(object message)
        {
        }
    }
}
