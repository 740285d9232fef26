using Supervision.Actor;
using Supervision.Actor.Internal;
using Supervision.Event;

namespace Supervision.Kernel.Tests.Core;

public class SupervisionTests : KernelTest
{
    [Fact(Timeout = 30000)]
    public async Task OneForOne_Resume_KeepsInstanceAndGoesOn()
    {
        (Probe probe, _, IActorRef first, _) = await Family(new OneForOneStrategy(_ => Directive.Resume));
        first.Tell(new InvalidOperationException("boom"));
        first.Tell("next");
        await probe.Expect("c1.next");
    }

    [Fact(Timeout = 30000)]
    public async Task OneForOne_Restart_LeavesSiblingsAlone()
    {
        (Probe probe, _, IActorRef first, IActorRef second) = await Family(new OneForOneStrategy(_ => Directive.Restart));
        Exception failure = new InvalidOperationException("boom");
        first.Tell(failure);
        await ExpectRestart(probe, "c1", "itself");
        second.Tell("untouched");
        await probe.Expect("c2.untouched");
    }

    [Fact(Timeout = 30000)]
    public async Task OneForOne_Stop_StopsTheChild()
    {
        (Probe probe, _, IActorRef first, _) = await Family(new OneForOneStrategy(_ => Directive.Stop));
        first.Tell(new InvalidOperationException("boom"));
        await probe.Expect("c1.postStop");
    }

    [Fact(Timeout = 30000)]
    public async Task OneForOne_Escalate_FailsTheParent()
    {
        (Probe probe, _, IActorRef first, _) = await Family(new OneForOneStrategy(_ => Directive.Escalate));
        first.Tell(new InvalidOperationException("boom"));
        object report = await probe.Next();
        Assert.StartsWith("p.preRestart(boom,", report.ToString(), StringComparison.Ordinal);
        await probe.Expect("p.postStop");
        HashSet<object> stopped = [await probe.Next(), await probe.Next()];
        Assert.Equal(["c1.postStop", "c2.postStop"], stopped.Order());
        await probe.Expect("p.ctor", "p.postRestart(boom)", "p.preStart");
    }

    [Fact(Timeout = 30000)]
    public async Task AllForOne_Restart_RestartsSiblings()
    {
        (Probe probe, _, IActorRef first, IActorRef second) = await Family(new AllForOneStrategy(_ => Directive.Restart));
        Exception failure = new InvalidOperationException("boom");
        first.Tell(failure);
        List<string> reports = [];
        for (int i = 0; i < 10; i++)
        {
            reports.Add((string)await probe.Next());
        }

        Assert.Equal(
            ["c1.preRestart(boom,itself)", "c1.postStop", "c1.ctor", "c1.postRestart(boom)", "c1.preStart"],
            reports.Where(r => r.StartsWith("c1", StringComparison.Ordinal)));
        Assert.Equal(
            ["c2.preRestart(boom,)", "c2.postStop", "c2.ctor", "c2.postRestart(boom)", "c2.preStart"],
            reports.Where(r => r.StartsWith("c2", StringComparison.Ordinal)));
        first.Tell("1");
        await probe.Expect("c1.1");
        second.Tell("2");
        await probe.Expect("c2.2");
    }

    [Fact(Timeout = 30000)]
    public async Task AllForOne_Stop_StopsAll()
    {
        (Probe probe, IActorRef parent, IActorRef first, _) = await Family(new AllForOneStrategy(_ => Directive.Stop));
        first.Tell(new InvalidOperationException("boom"));
        HashSet<object> stopped = [await probe.Next(), await probe.Next()];
        Assert.Equal(["c1.postStop", "c2.postStop"], stopped.Order());
        parent.Tell("alive");
        await probe.Expect("p.alive");
    }

    [Fact(Timeout = 30000)]
    public async Task OneForOne_RetriesUsedUp_StopsTheChild()
    {
        (Probe probe, _, IActorRef first, _) = await Family(new OneForOneStrategy(2, null, _ => Directive.Restart));
        Probe watcher = NewProbe();
        await watcher.WatchNow(first);
        for (int i = 0; i < 2; i++)
        {
            Exception failure = new InvalidOperationException("boom");
            first.Tell(failure);
            await ExpectRestart(probe, "c1", "itself");
        }

        first.Tell(new InvalidOperationException("boom"));
        await probe.Expect("c1.postStop");
        await watcher.ExpectTerminated(first);
    }

    [Fact(Timeout = 30000)]
    public async Task Actor_Failed_ProcessesNoUserMessageUntilHandled()
    {
        using ManualResetEventSlim hold = new();
        using ManualResetEventSlim deciding = new();
        (Probe probe, _, IActorRef first, _) = await Family(new OneForOneStrategy(_ =>
        {
            deciding.Set();
            hold.Wait(Long);
            return Directive.Resume;
        }));
        first.Tell(new InvalidOperationException("boom"));
        Assert.True(deciding.Wait(Long));
        first.Tell("held back");
        Probe other = NewProbe();
        await other.WatchNow(first);
        await probe.ExpectNothingBefore("mark");
        hold.Set();
        await probe.Expect("c1.held back");
    }

    [Fact(Timeout = 30000)]
    public async Task Actor_Failed_SuspendsGrandchildrenToo()
    {
        using ManualResetEventSlim hold = new();
        using ManualResetEventSlim deciding = new();
        (Probe probe, _, IActorRef first, _) = await Family(new OneForOneStrategy(_ =>
        {
            deciding.Set();
            hold.Wait(Long);
            return Directive.Resume;
        }));
        IActorRef grandchild = await first.Ask<IActorRef>(Scripted.Props("g", probe.Ref), Long);
        await probe.Expect("g.ctor", "g.preStart");
        first.Tell(new InvalidOperationException("boom"));
        Assert.True(deciding.Wait(Long));

        // The suspension is in the grandchild's system queue before the decider was asked, so before this watch and this message.
        Probe other = NewProbe();
        await other.WatchNow(grandchild);
        grandchild.Tell("held back");
        await probe.ExpectNothingBefore("mark");
        hold.Set();
        await probe.Expect("g.held back");
    }

    [Fact(Timeout = 30000)]
    public async Task Strategy_FailedChild_IsSenderWhileDeciding()
    {
        IActorRef? seen = null;
        using ManualResetEventSlim done = new();
        Probe probe = NewProbe();
        IActorRef parent = Sys.ActorOf(Scripted.Props("p", probe.Ref, new Custom(child =>
        {
            seen = child;
            done.Set();
        })));
        IActorRef first = await parent.Ask<IActorRef>(Scripted.Props("c", probe.Ref), Long);
        first.Tell(new InvalidOperationException("boom"));
        Assert.True(done.Wait(Long));
        Assert.Equal(first, seen);
    }

    [Fact(Timeout = 30000)]
    public async Task Strategy_OfUsers_SeesTerminatedChildren()
    {
        TaskCompletionSource<IActorRef> gone = new();
        Probe probe = NewProbe();
        IActorRef parent = Sys.ActorOf(Scripted.Props("p", probe.Ref, new Custom(_ => { }, child => gone.TrySetResult(child))));
        IActorRef first = await parent.Ask<IActorRef>(Scripted.Props("c", probe.Ref), Long);
        first.Tell(PoisonPill.Instance);
        Assert.Equal(first, await gone.Task.WaitAsync(Long));
    }

    [Fact(Timeout = 30000)]
    public async Task Props_Strategy_BeatsTheActorsOwn()
    {
        Probe probe = NewProbe();
        IActorRef parent = Sys.ActorOf(
            Scripted.Props("p", probe.Ref, new OneForOneStrategy(_ => Directive.Stop)).WithSupervisorStrategy(new OneForOneStrategy(_ => Directive.Resume)));
        IActorRef first = await parent.Ask<IActorRef>(Scripted.Props("c", probe.Ref), Long);
        await probe.Expect("p.ctor", "p.preStart", "c.ctor", "c.preStart");
        first.Tell(new InvalidOperationException("boom"));
        first.Tell("alive");
        await probe.Expect("c.alive");
    }

    [Fact(Timeout = 30000)]
    public async Task Guardian_StoppingStrategyConfigured_StopsTopLevelActors()
    {
        ActorSystem system = ActorSystem.Create(
            "stopping",
            "akka { loglevel = OFF, stdout-loglevel = OFF, actor.guardian-supervisor-strategy = \"Akka.Actor.StoppingSupervisorStrategy\" }");
        Probe probe = new(system);
        IActorRef actor = system.ActorOf(Scripted.Props("a", NewProbe().Ref));
        await probe.WatchNow(actor);
        actor.Tell(new InvalidOperationException("boom"));
        await probe.ExpectTerminated(actor);
        await system.Terminate().WaitAsync(Long);
    }

    [Fact(Timeout = 30000)]
    public async Task Escalation_ReachingTheGuardian_RestartsTheTopLevelActor()
    {
        (Probe probe, IActorRef parent, IActorRef first, _) = await Family(new OneForOneStrategy(_ => Directive.Escalate));
        IActorRef grandchild = await first.Ask<IActorRef>(Scripted.Props("g", probe.Ref), Long);
        await probe.Expect("g.ctor", "g.preStart");
        parent.Tell("before");
        await probe.Expect("p.before");
        first.Tell(new InvalidOperationException("boom"));
        Probe watcher = NewProbe();
        watcher.Watch(grandchild);
        await watcher.ExpectTerminated(grandchild);
        parent.Tell("after");
        while (!Equals(await probe.Next(), "p.after"))
        {
        }
    }

    [Theory]
    [InlineData(-1, -1, 1000, 1000)]
    [InlineData(0, -1, 5, 0)]
    [InlineData(3, -1, 5, 3)]
    [InlineData(2, 100_000, 5, 2)]
    [InlineData(-1, 100_000, 5, 1)]
    public void RestartPermission_ManyFailuresAtOnce_AllowsAsMany(int retries, int window, int failures, int allowed)
    {
        ChildRestartStats stats = new(ActorRefs.Nobody);
        int granted = Enumerable.Range(0, failures).Count(_ => stats.RequestRestartPermission(retries, window));
        Assert.Equal(allowed, granted);
    }

    [Fact]
    public void RestartPermission_WindowOver_StartsAgain()
    {
        Clock clock = new();
        ChildRestartStats stats = new(ActorRefs.Nobody, 0, 0, clock);
        Assert.True(stats.RequestRestartPermission(1, 1000));
        Assert.False(stats.RequestRestartPermission(1, 1000));
        clock.Now += TimeSpan.FromMilliseconds(1001).Ticks;
        Assert.True(stats.RequestRestartPermission(1, 1000));
    }

    [Theory]
    [InlineData(typeof(ActorInitializationException), Directive.Stop)]
    [InlineData(typeof(ActorKilledException), Directive.Stop)]
    [InlineData(typeof(InvalidOperationException), Directive.Restart)]
    public void DefaultDecider_Exception_GivesDirective(Type type, Directive directive) =>
        Assert.Equal(directive, SupervisorStrategy.DefaultDecider.Decide((Exception)Activator.CreateInstance(type)!));

    [Fact]
    public void DeciderTable_FirstTypeThatFits_Wins()
    {
        IDecider decider = Decider.From(Directive.Escalate, Directive.Resume.When<ArgumentNullException>(), Directive.Stop.When<ArgumentException>());
        Assert.Equal(Directive.Resume, decider.Decide(new ArgumentNullException()));
        Assert.Equal(Directive.Stop, decider.Decide(new ArgumentOutOfRangeException()));
        Assert.Equal(Directive.Escalate, decider.Decide(new IOException()));
    }

    private static Task ExpectRestart(Probe probe, string name, string message) => probe.Expect(
        $"{name}.preRestart(boom,{message})", $"{name}.postStop", $"{name}.ctor", $"{name}.postRestart(boom)", $"{name}.preStart");

    [Fact(Timeout = 30000)]
    public async Task Restart_OfAnActorThatFailedToStartAndThatStops_LetsItStop()
    {
        Probe probe = NewProbe();
        using ManualResetEventSlim release = new();
        TaskCompletionSource decided = new(TaskCreationOptions.RunContinuationsAsynchronously);
        IActorRef parent = Sys.ActorOf(Scripted.Props("p", probe.Ref, new OneForOneStrategy(_ =>
        {
            decided.TrySetResult();
            return Directive.Restart;
        })));
        await probe.Expect("p.ctor", "p.preStart");

        // The failure waits until the parent is done with this, so the child is told to stop first and to restart afterwards.
        Action<IActorContext> makeAndStop = context =>
        {
            IActorRef child = context.ActorOf(Props.Create(() => new Stillborn(release)));
            probe.Watch(child);
            context.Stop(child);
        };
        parent.Tell(makeAndStop);
        await decided.Task.WaitAsync(Long);
        parent.Tell("told it to restart");
        await probe.Expect("p.told it to restart");

        release.Set();
        Assert.IsType<Terminated>(await probe.Next());
    }

    private async Task<(Probe Probe, IActorRef Parent, IActorRef First, IActorRef Second)> Family(SupervisorStrategy strategy)
    {
        Probe probe = NewProbe();
        IActorRef parent = Sys.ActorOf(Scripted.Props("p", probe.Ref, strategy));
        await probe.Expect("p.ctor", "p.preStart");
        IActorRef first = await parent.Ask<IActorRef>(Scripted.Props("c1", probe.Ref), Long);
        await probe.Expect("c1.ctor", "c1.preStart");
        IActorRef second = await parent.Ask<IActorRef>(Scripted.Props("c2", probe.Ref), Long);
        await probe.Expect("c2.ctor", "c2.preStart");
        return (probe, parent, first, second);
    }

    /// <summary>Makes a child that cannot stop until released, and fails to start.</summary>
    private sealed class Stillborn(ManualResetEventSlim release) : UntypedActor
    {
        protected override void PreStart()
        {
            Context.ActorOf(Props.Create(() => new Lingering(release)));
            throw new InvalidOperationException("boom");
        }

        protected override void OnReceive(object message) => Unhandled(message);
    }

    private sealed class Lingering : UntypedActor
    {
        public Lingering(ManualResetEventSlim release) => release.Wait(Long);

        protected override void OnReceive(object message) => Unhandled(message);
    }

    private sealed class Clock : TimeProvider
    {
        public long Now { get; set; } = TimeSpan.TicksPerHour;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now;
    }

    private sealed class Custom(Action<IActorRef> failed, Action<IActorRef>? terminated = null) : SupervisorStrategy
    {
        public override IDecider Decider => DefaultDecider;

        public override void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children) =>
            terminated?.Invoke(child);

        public override void ProcessFailure(
            IActorContext context, bool restart, IActorRef child, Exception cause, ChildRestartStats stats, IReadOnlyCollection<ChildRestartStats> children)
        {
            failed(context.Sender);
            RestartChild(child, cause, false);
        }

        protected override Directive Handle(IActorRef child, Exception exception) => Directive.Restart;
    }
}
