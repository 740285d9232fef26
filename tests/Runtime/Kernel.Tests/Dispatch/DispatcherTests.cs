using System.Collections.Concurrent;
using Supervision.Actor;
using Supervision.Configuration;
using Supervision.Dispatch;
using Supervision.Event;
using Supervision.Kernel.Tests.Core;

namespace Supervision.Kernel.Tests.Dispatch;

public sealed class DispatcherTests : KernelTest
{
    public DispatcherTests()
        : base($$"""
            some { throughput = 17, throughput-deadline-time = 3s }
            alias = some
            loop-1 = loop-2
            loop-2 = loop-1
            pinned { type = PinnedDispatcher }
            channel { executor = channel-executor }
            joined { executor = fork-join-executor, fork-join-executor { parallelism-min = 1, parallelism-max = 1 } }
            foreground { type = ForkJoinDispatcher, dedicated-thread-pool { thread-count = 1, threadtype = foreground } }
            in-context { type = SynchronizedDispatcher }
            wrong-type { type = Nonsense }
            wrong-executor { executor = nonsense-executor }
            own-type { type = "{{typeof(OwnConfigurator).AssemblyQualifiedName}}" }
            own-executor { executor = "{{typeof(OwnExecutor).AssemblyQualifiedName}}" }
            """)
    {
    }

    [Fact]
    public void Lookup_Section_HasItsSettingsAndIsOne()
    {
        MessageDispatcher dispatcher = Sys.Dispatchers.Lookup("some");

        Assert.Equal(("some", 17, TimeSpan.FromSeconds(3).Ticks), (dispatcher.Id, dispatcher.Throughput, dispatcher.ThroughputDeadlineTime));
        Assert.Same(dispatcher, Sys.Dispatchers.Lookup("some"));
        Assert.Same(Sys.Dispatchers.DefaultGlobalDispatcher, Sys.Dispatchers.Lookup(Dispatchers.DefaultDispatcherId));
        Assert.Equal(30, Sys.Dispatchers.DefaultGlobalDispatcher.Throughput);
    }

    [Fact]
    public void Lookup_Alias_GivesTheSameDispatcher() => Assert.Same(Sys.Dispatchers.Lookup("some"), Sys.Dispatchers.Lookup("alias"));

    [Theory]
    [InlineData("loop-1", "Could not find a concrete dispatcher config after following")]
    [InlineData("absent", "Dispatcher absent not configured")]
    [InlineData("wrong-type", "wrong-type.type: the type [Nonsense] is not known")]
    [InlineData("wrong-executor", "wrong-executor.executor: the type [nonsense-executor] is not known")]
    public void Lookup_WhatIsWrong_SaysWhy(string id, string why) =>
        Assert.StartsWith(why, Assert.Throws<ConfigurationException>(() => Sys.Dispatchers.Lookup(id)).Message);

    [Fact]
    public void HasDispatcher_KnowsSectionsBuiltInOnesAndRegisteredOnes()
    {
        OwnConfigurator registered = new(Config.Empty, Sys.Dispatchers.Prerequisites);

        Assert.True(Sys.Dispatchers.HasDispatcher("some"));
        Assert.True(Sys.Dispatchers.HasDispatcher("akka.actor.internal-dispatcher"));
        Assert.False(Sys.Dispatchers.HasDispatcher("registered"));
        Assert.True(Sys.Dispatchers.RegisterConfigurator("registered", registered));
        Assert.False(Sys.Dispatchers.RegisterConfigurator("registered", registered));
        Assert.True(Sys.Dispatchers.HasDispatcher("registered"));
        Assert.Same(registered.Dispatcher(), Sys.Dispatchers.Lookup("registered"));
    }

    [Fact(Timeout = 30000)]
    public async Task Dispatcher_ThatThrowsAfterItRan_DoesNotFailWhoTells()
    {
        Probe probe = NewProbe();
        Probe errors = Subscribed<Error>();
        Sys.Dispatchers.RegisterConfigurator("throwing", new ThrowingConfigurator(Config.Empty, Sys.Dispatchers.Prerequisites));

        IActorRef actor = Sys.ActorOf(Scripted.Props("a", probe.Ref).WithDispatcher("throwing"));
        actor.Tell("hi");
        await probe.Expect("a.ctor", "a.preStart", "a.hi");
        Assert.IsType<InvalidDataException>((await errors.Next<Error>()).Cause);
        await actor.GracefulStop(Long);
    }

    [Theory(Timeout = 30000)]
    [InlineData("channel")]
    [InlineData("akka.actor.task-dispatcher")]
    [InlineData("akka.actor.default-fork-join-dispatcher")]
    [InlineData("joined")]
    [InlineData("pinned")]
    [InlineData("own-type")]
    [InlineData("own-executor")]
    public async Task Actor_OnADispatcher_Works(string id)
    {
        Probe probe = NewProbe();
        IActorRef actor = Sys.ActorOf(Scripted.Props("a", probe.Ref).WithDispatcher(id));
        await probe.Expect("a.ctor", "a.preStart");
        actor.Tell("x", ActorRefs.NoSender);
        await probe.Expect("a.x");
        Assert.Equal(id, CellOf(actor).Dispatcher.Id);
    }

    [Fact(Timeout = 30000)]
    public async Task Pinned_ActorsOfOneRecipe_HaveAThreadEach()
    {
        Props props = Props.Create(() => new ThreadTeller()).WithDispatcher("pinned");
        IActorRef one = Sys.ActorOf(props);
        IActorRef other = Sys.ActorOf(props);

        int first = await one.Ask<int>("thread", Long);
        Assert.Equal(first, await one.Ask<int>("thread", Long));
        Assert.NotEqual(first, await other.Ask<int>("thread", Long));
        Assert.NotSame(CellOf(one).Dispatcher, CellOf(other).Dispatcher);
    }

    [Fact(Timeout = 30000)]
    public async Task Pinned_MessageAfterTheEnd_IsADeadLetter()
    {
        Probe probe = NewProbe();
        Probe letters = Subscribed<DeadLetter>();
        IActorRef actor = Sys.ActorOf(Props.Create(() => new ThreadTeller()).WithDispatcher("pinned"));
        await probe.WatchNow(actor);
        Sys.Stop(actor);
        await probe.ExpectTerminated(actor);

        actor.Tell("too late", ActorRefs.NoSender);

        Assert.Equal("too late", (await letters.Next<DeadLetter>()).Message);
    }

    [Fact(Timeout = 30000)]
    public async Task ForkJoin_Threads_AreOfTheConfiguredKind()
    {
        Assert.True(await IsBackground("joined"));
        Assert.False(await IsBackground("foreground"));

        Task<bool> IsBackground(string id) =>
            Sys.ActorOf(Props.Create(() => new ThreadTeller()).WithDispatcher(id)).Ask<bool>("background", Long);
    }

    [Fact(Timeout = 30000)]
    public async Task Synchronized_Actor_RunsInTheContextOfWhoMadeIt()
    {
        using Loop loop = new();
        int thread = await loop.Do(() => Environment.CurrentManagedThreadId);
        IActorRef actor = await loop.Do(() => Sys.ActorOf(Props.Create(() => new ThreadTeller()).WithDispatcher("in-context")));

        Assert.Equal(thread, await actor.Ask<int>("thread", Long));
        await actor.GracefulStop(Long);
    }

    [Fact]
    public void Synchronized_WithoutAContext_Throws()
    {
        SynchronizationContext? before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            Assert.Throws<InvalidOperationException>(() => Sys.ActorOf(Props.Empty.WithDispatcher(Dispatchers.SynchronizedDispatcherId)));
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    [Fact]
    public void Guardian_RunsOnTheInternalDispatcher() =>
        Assert.Equal("akka.actor.internal-dispatcher", CellOf(((ExtendedActorSystem)Sys).Guardian).Dispatcher.Id);

    private static ActorCell CellOf(IActorRef actor) => (ActorCell)((ActorRefWithCell)actor).Underlying;

    private sealed class ThreadTeller : ReceiveActor
    {
        public ThreadTeller()
        {
            Receive<string>(s => s == "thread", _ => Sender.Tell(Environment.CurrentManagedThreadId));
            Receive<string>(s => s == "background", _ => Sender.Tell(Thread.CurrentThread.IsBackground));
        }
    }

    private sealed class OwnConfigurator : MessageDispatcherConfigurator
    {
        private readonly Dispatcher _dispatcher;

        public OwnConfigurator(Config config, IDispatcherPrerequisites prerequisites)
            : base(config, prerequisites)
        {
            _dispatcher = new Dispatcher(
                this, config.GetString("id", "registered")!, 1, null, new OwnExecutor(config, prerequisites), TimeSpan.Zero);
        }

        public override MessageDispatcher Dispatcher() => _dispatcher;
    }

    private sealed class OwnExecutor(Config config, IDispatcherPrerequisites prerequisites) : ExecutorServiceConfigurator(config, prerequisites)
    {
        public override ExecutorService Produce(string id) => new Tasks(id);

        private sealed class Tasks(string id) : ExecutorService(id)
        {
            public override void Execute(IRunnable run) => _ = Task.Run(run.Run);

            public override void Shutdown()
            {
                // The pool's threads are not ours.
            }
        }
    }

    /// <summary>A thread with a synchronization context, as a UI has it.</summary>
    private sealed class Loop : SynchronizationContext, IDisposable
    {
        private readonly BlockingCollection<Action> _work = [];

        public Loop()
        {
            new Thread(Run) { IsBackground = true }.Start();
        }

        public Task<T> Do<T>(Func<T> code)
        {
            TaskCompletionSource<T> result = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _work.Add(() => result.SetResult(code()));
            return result.Task;
        }

        public override void Post(SendOrPostCallback d, object? state) => _work.Add(() => d(state));

        public void Dispose() => _work.CompleteAdding();

        private void Run()
        {
            SetSynchronizationContext(this);
            foreach (Action work in _work.GetConsumingEnumerable())
            {
                work();
            }
        }
    }

    private sealed class ThrowingConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : MessageDispatcherConfigurator(config, prerequisites)
    {
        private MessageDispatcher? _dispatcher;

        public override MessageDispatcher Dispatcher() => _dispatcher ??= new Throwing(this);

        private sealed class Throwing(MessageDispatcherConfigurator configurator) : MessageDispatcher(configurator)
        {
            protected override void ExecuteTask(IRunnable run)
            {
                run.Run();
                throw new InvalidDataException("after the run");
            }

            protected override void Shutdown()
            {
            }
        }
    }
}
