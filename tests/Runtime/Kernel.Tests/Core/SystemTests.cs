using System.Collections.Concurrent;
using Supervision.Actor;
using Supervision.Actor.Setup;
using Supervision.Configuration;
using Supervision.Dispatch;
using Supervision.Event;

namespace Supervision.Kernel.Tests.Core;

public class SystemTests : KernelTest
{
    private const string Quiet = "akka { loglevel = OFF, stdout-loglevel = OFF }\n";

    public SystemTests()
        : base("""
            pinned { type = PinnedDispatcher }
            own { type = ForkJoinDispatcher, throughput = 5, dedicated-thread-pool.thread-count = 2 }
            small { mailbox-type = "Akka.Dispatch.BoundedMailbox, Akka", mailbox-capacity = 1, mailbox-push-timeout-time = 0s }
            sorted { mailbox-type = "Some.Where.ByLength, Some" }
            akka.actor.deployment { /deployed { dispatcher = own } }
            """)
    {
    }

    [Fact(Timeout = 30000)]
    public async Task Terminate_UserThenSystem_StopsInOrder()
    {
        ActorSystem system = ActorSystem.Create("ordered", Quiet);
        ConcurrentQueue<string> order = new();
        system.ActorOf(Props.Create(() => new Last("user", order)));
        ((ExtendedActorSystem)system).SystemActorOf(Props.Create(() => new Last("system", order)));
        system.RegisterOnTermination(() => order.Enqueue("second callback"));
        system.RegisterOnTermination(() => order.Enqueue("first callback"));
        await system.Terminate().WaitAsync(Long);
        Assert.True(system.WhenTerminated.IsCompletedSuccessfully);
        Assert.Equal(["user", "system", "first callback", "second callback"], order);
        Assert.Throws<InvalidOperationException>(() => system.RegisterOnTermination(() => { }));
        Assert.Throws<InvalidOperationException>(() => system.ActorOf(Props.Empty));
    }

    [Fact(Timeout = 30000)]
    public async Task Create_BySetup_HasConfiguration()
    {
        ActorSystemSetup setup = BootstrapSetup.Create().WithConfig(ConfigurationFactory.ParseString(Quiet + "akka.actor.ask-timeout = 7s")).And(new Part());
        ActorSystem system = ActorSystem.Create("setup", setup);
        Assert.Equal(TimeSpan.FromSeconds(7), system.Settings.AskTimeout);
        Assert.True(system.Settings.Setup.Get<Part>().HasValue);
        await system.Terminate().WaitAsync(Long);
    }

    [Theory]
    [InlineData("-bad")]
    [InlineData("bad name")]
    public void Create_BadName_Throws(string name) => Assert.Throws<ArgumentException>(() => ActorSystem.Create(name));

    [Fact]
    public void Extension_Registered_IsMadeOnce()
    {
        Assert.False(Sys.HasExtension<Counting>());
        Counting first = Sys.WithExtension<Counting, CountingId>();
        Assert.Same(first, new CountingId().Apply(Sys));
        Assert.Same(first, Sys.GetExtension<Counting>());
        Assert.True(Sys.TryGetExtension(out Counting? found));
        Assert.Same(first, found);
    }

    [Theory]
    [InlineData("pinned")]
    [InlineData("own")]
    public async Task Props_WithDispatcher_RunsOnItsThreads(string dispatcher)
    {
        IActorRef actor = Sys.ActorOf(Props.Create(() => new WhereAmI()).WithDispatcher(dispatcher));
        Assert.StartsWith(dispatcher, await actor.Ask<string>("?", Long), StringComparison.Ordinal);
    }

    [Fact(Timeout = 30000)]
    public async Task Deployment_ForPath_ChoosesTheDispatcher()
    {
        IActorRef actor = Sys.ActorOf(Props.Create(() => new WhereAmI()), "deployed");
        Assert.StartsWith("own", await actor.Ask<string>("?", Long), StringComparison.Ordinal);
    }

    [Fact]
    public void Props_UnknownDispatcher_Throws() =>
        Assert.Throws<ConfigurationException>(() => Sys.ActorOf(Props.Empty.WithDispatcher("nowhere")));

    [Fact(Timeout = 30000)]
    public async Task BoundedMailbox_Full_MakesDeadLetters()
    {
        Probe letters = Subscribed<DeadLetter>();
        using ManualResetEventSlim begun = new();
        using ManualResetEventSlim hold = new();
        Probe probe = NewProbe();
        IActorRef actor = Sys.ActorOf(Scripted.Props("a", probe.Ref).WithMailbox("small"));
        await probe.Expect("a.ctor", "a.preStart");
        actor.Tell((Action<IActorContext>)(_ =>
        {
            begun.Set();
            hold.Wait(Long);
        }));
        Assert.True(begun.Wait(Long));
        actor.Tell("fits", ActorRefs.NoSender);
        actor.Tell("too much", ActorRefs.NoSender);
        Assert.Equal("too much", (await letters.Next<DeadLetter>()).Message);
        hold.Set();
        await probe.Expect("a.fits");
    }

    [Fact(Timeout = 60000)]
    public async Task Terminate_WhileOthersMakeActors_LeavesNoneAlive()
    {
        for (int round = 0; round < 10; round++)
        {
            ActorSystem system = ActorSystem.Create("crowded", Quiet);
            using ManualResetEventSlim begun = new();
            Task<List<IActorRef>> making = Task.Run(() =>
            {
                List<IActorRef> made = [];
                while (true)
                {
                    try
                    {
                        made.Add(system.ActorOf(Props.Empty));
                        begun.Set();
                    }
                    catch (InvalidOperationException)
                    {
                        return made;
                    }
                }
            });
            Assert.True(begun.Wait(Long));
            await system.Terminate();

            Assert.All(await making, static actor => Assert.True(((LocalActorRef)actor).IsTerminated));
        }
    }

    [Fact(Timeout = 30000)]
    public async Task PriorityMailbox_Registered_SortsMessages()
    {
        Sys.Mailboxes.RegisterType("ByLength", (s, c) => new ByLength(s, c));
        using ManualResetEventSlim begun = new();
        using ManualResetEventSlim hold = new();
        Probe probe = NewProbe();
        IActorRef actor = Sys.ActorOf(Scripted.Props("a", probe.Ref).WithMailbox("sorted"));
        await probe.Expect("a.ctor", "a.preStart");
        actor.Tell((Action<IActorContext>)(_ =>
        {
            begun.Set();
            hold.Wait(Long);
        }));
        Assert.True(begun.Wait(Long));
        foreach (string text in new[] { "ccc", "a", "bb", "aa" })
        {
            actor.Tell(text);
        }

        hold.Set();
        await probe.Expect("a.a", "a.bb", "a.aa", "a.ccc");
    }

    [Fact(Timeout = 30000)]
    public async Task Props_ByConstructorArguments_MakesTheActor()
    {
        Probe probe = NewProbe();
        Sys.ActorOf(Props.Create<Scripted>("made", probe.Ref));
        await probe.Expect("made.ctor", "made.preStart");
        Sys.ActorOf(Props.Create(typeof(Scripted), "typed", probe.Ref, SupervisorStrategy.StoppingStrategy));
        await probe.Expect("typed.ctor", "typed.preStart");
    }

    [Fact]
    public void PrintTree_ShowsActors()
    {
        Sys.ActorOf(Props.Empty, "visible");
        Assert.Contains("-> visible", ((ExtendedActorSystem)Sys).PrintTree(), StringComparison.Ordinal);
    }

    private sealed class Part : Setup
    {
    }

    private sealed class Counting : IExtension
    {
    }

    private sealed class CountingId : ExtensionIdProvider<Counting>
    {
        public override Counting CreateExtension(ExtendedActorSystem system) => new();
    }

    private sealed class Last(string name, ConcurrentQueue<string> order) : UntypedActor
    {
        protected override void PostStop() => order.Enqueue(name);

        protected override void OnReceive(object message)
        {
        }
    }

    private sealed class WhereAmI : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(Thread.CurrentThread.Name ?? "no name");
    }

    private sealed class ByLength(Settings settings, Config config) : UnboundedStablePriorityMailbox(settings, config)
    {
        protected override int PriorityGenerator(object message) => message is string text ? text.Length : 0;
    }
}
