using Supervision.Actor;
using Supervision.Event;

namespace Supervision.Kernel.Tests.Core;

public class MessagingTests : KernelTest
{
    [Fact(Timeout = 60000)]
    public async Task Tell_ManySendersAtOnce_LosesNothingAndKeepsTheirOrder()
    {
        const int Senders = 4;
        const int Each = 50_000;
        TaskCompletionSource<string> outcome = new();
        IActorRef counter = Sys.ActorOf(Props.Create(() => new OrderChecker(Senders, Each, outcome)));
        Task[] senders = Enumerable.Range(0, Senders).Select(s => Task.Run(() =>
        {
            for (int i = 0; i < Each; i++)
            {
                counter.Tell(new Numbered(s, i), ActorRefs.NoSender);
            }
        })).ToArray();
        await Task.WhenAll(senders);
        Assert.Equal("in order", await outcome.Task.WaitAsync(Long));
    }

    [Fact]
    public void Tell_Null_Throws()
    {
        IActorRef actor = Sys.ActorOf(Props.Empty);
        Assert.Throws<ArgumentNullException>(() => actor.Tell(null!, ActorRefs.NoSender));
    }

    [Fact(Timeout = 30000)]
    public async Task Receive_NoHandlerFits_PublishesUnhandled()
    {
        Probe unhandled = Subscribed<UnhandledMessage>();
        Sys.ActorOf(Props.Empty).Tell("taken, though nothing comes of it");
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Deaf()));
        actor.Tell("what?");
        UnhandledMessage message = await unhandled.Next<UnhandledMessage>();
        Assert.Equal("what?", message.Message);
        Assert.Equal(actor, message.Recipient);
    }

    [Fact(Timeout = 30000)]
    public async Task ReceiveActor_SeveralHandlers_FirstThatFitsWins()
    {
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Handlers()));
        Assert.Equal("long", await actor.Ask<string>("a long text", Long));
        Assert.Equal("short", await actor.Ask<string>("x", Long));
        Assert.Equal("even", await actor.Ask<string>(4, Long));
        Assert.Equal("any", await actor.Ask<string>(5, Long));
        Assert.Equal("typed", await actor.Ask<string>(1.5, Long));
    }

    [Fact(Timeout = 30000)]
    public async Task ReceiveActor_HandlerAfterReceiveAny_Throws()
    {
        TaskCompletionSource<Exception?> outcome = new();
        Sys.ActorOf(Props.Create(() => new TooLate(outcome)));
        Assert.IsType<InvalidOperationException>(await outcome.Task.WaitAsync(Long));
    }

    [Fact(Timeout = 30000)]
    public async Task Become_StackedAndUnstacked_ChangesTheBehaviour()
    {
        IActorRef actor = Sys.ActorOf(Props.Create(() => new Moody()));
        Assert.Equal("calm", await actor.Ask<string>("how?", Long));
        actor.Tell("annoy");
        Assert.Equal("angry", await actor.Ask<string>("how?", Long));
        actor.Tell("soothe");
        Assert.Equal("calm", await actor.Ask<string>("how?", Long));
        actor.Tell("annoy");
        actor.Tell("fail");
        Assert.Equal("calm", await actor.Ask<string>("how?", Long));
    }

    [Fact(Timeout = 30000)]
    public async Task Forward_KeepsTheSender()
    {
        Probe probe = NewProbe();
        IActorRef target = Sys.ActorOf(Props.Create(() => new Handlers()));
        IActorRef relay = Sys.ActorOf(Scripted.Props("r", NewProbe().Ref));
        relay.Tell((Action<IActorContext>)(_ => target.Forward("x")), probe.Ref);
        await probe.Expect("short");
    }

    [Fact(Timeout = 30000)]
    public async Task Actor_BusyForEver_LetsOthersRun()
    {
        IActorRef busy = Sys.ActorOf(Props.Create(() => new SelfTeller()));
        for (int i = 0; i < Environment.ProcessorCount * 2; i++)
        {
            Sys.ActorOf(Props.Create(() => new SelfTeller())).Tell("go");
        }

        busy.Tell("go");
        IActorRef other = Sys.ActorOf(Props.Create(() => new Handlers()));
        Assert.Equal("short", await other.Ask<string>("x", Long));
    }

    private sealed record Numbered(int Sender, int Number);

    private sealed class SelfTeller : UntypedActor
    {
        protected override void OnReceive(object message) => Self.Tell(message);
    }

    private sealed class OrderChecker(int senders, int each, TaskCompletionSource<string> outcome) : UntypedActor
    {
        private readonly int[] _next = new int[senders];
        private int _left = senders * each;

        protected override void OnReceive(object message)
        {
            Numbered numbered = (Numbered)message;
            if (_next[numbered.Sender]++ != numbered.Number)
            {
                outcome.TrySetResult($"{numbered} came at place {_next[numbered.Sender] - 1}");
            }

            if (--_left == 0)
            {
                outcome.TrySetResult("in order");
            }
        }
    }

    private sealed class Deaf : ReceiveActor;

    private sealed class Handlers : ReceiveActor
    {
        public Handlers()
        {
            Receive<string>(m => Sender.Tell("long"), m => m.Length > 3);
            Receive<string>(m => Sender.Tell("short"));
            Receive<int>(m =>
            {
                if (m % 2 == 0)
                {
                    Sender.Tell("even");
                    return true;
                }

                return false;
            });
            Receive(typeof(double), m => Sender.Tell("typed"));
            ReceiveAny(m => Sender.Tell("any"));
        }
    }

    private sealed class TooLate : ReceiveActor
    {
        public TooLate(TaskCompletionSource<Exception?> outcome)
        {
            ReceiveAny(_ => { });
            outcome.SetResult(Record.Exception(() => Receive<string>(_ => { })));
        }
    }

    private sealed class Moody : ReceiveActor
    {
        public Moody()
        {
            Receive<string>(m => m == "annoy", _ => BecomeStacked(Angry));
            Receive<string>(m => m == "how?", _ => Sender.Tell("calm"));
        }

        private void Angry()
        {
            Receive<string>(m => m == "how?", _ => Sender.Tell("angry"));
            Receive<string>(m => m == "soothe", _ => UnbecomeStacked());
            Receive<string>(m => m == "fail", _ => throw new InvalidOperationException("boom"));
        }
    }
}
