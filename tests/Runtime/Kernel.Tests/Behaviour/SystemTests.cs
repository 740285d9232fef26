using Supervision.Actor;
using Supervision.TestKit.TestActors;

namespace Supervision.Tests.Behaviour;

public class SystemTests : KernelTest
{
    [Fact(Timeout = 30000)]
    public async Task Terminate_System_StopsActorsChildrenFirstThenCompletes()
    {
        var lines = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var system = ActorSystem.Create("another");
        var child = Props.Create(() => new End(lines, "child", null));
        system.ActorOf(Props.Create(() => new End(lines, "parent", child)));
        await system.Terminate();
        await system.WhenTerminated;
        Assert.Equal(["child", "parent"], lines);
    }

    [Fact(Timeout = 30000)]
    public async Task Terminate_Twice_IsTheSameEnd()
    {
        var system = ActorSystem.Create("another");
        await Task.WhenAll(system.Terminate(), system.Terminate());
        Assert.True(system.WhenTerminated.IsCompletedSuccessfully);
    }

    [Fact(Timeout = 30000)]
    public async Task RegisterOnTermination_Callbacks_RunInReverseOrder()
    {
        var order = new System.Collections.Concurrent.ConcurrentQueue<int>();
        var system = ActorSystem.Create("another");
        system.RegisterOnTermination(() => order.Enqueue(1));
        system.RegisterOnTermination(() => order.Enqueue(2));
        await system.Terminate();
        Assert.Equal([2, 1], order);
    }

    [Fact(Timeout = 30000)]
    public async Task ActorOf_AfterTermination_Throws()
    {
        var system = ActorSystem.Create("another");
        await system.Terminate();
        Assert.ThrowsAny<Exception>(() => system.ActorOf(BlackHoleActor.Props));
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("-dash")]
    public void Create_NameNotAllowed_Throws(string name)
    {
        Assert.ThrowsAny<ArgumentException>(() => ActorSystem.Create(name));
    }

    [Fact(Timeout = 30000)]
    public async Task CoordinatedShutdown_Run_RunsPhasesInOrderAndTerminates()
    {
        var order = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var system = ActorSystem.Create("another");
        var shutdown = CoordinatedShutdown.Get(system);
        foreach (var phase in new[]
        {
            CoordinatedShutdown.PhaseBeforeActorSystemTerminate,
            CoordinatedShutdown.PhaseBeforeServiceUnbind,
            CoordinatedShutdown.PhaseServiceStop,
        })
        {
            shutdown.AddTask(phase, "record", () =>
            {
                order.Enqueue(phase);
                return Task.FromResult(Done.Instance);
            });
        }

        await shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance);
        Assert.Equal(
            [
                CoordinatedShutdown.PhaseBeforeServiceUnbind,
                CoordinatedShutdown.PhaseServiceStop,
                CoordinatedShutdown.PhaseBeforeActorSystemTerminate,
            ],
            order);
        Assert.True(system.WhenTerminated.IsCompleted);
        Assert.Same(CoordinatedShutdown.ClrExitReason.Instance, shutdown.ShutdownReason);
    }

    [Fact(Timeout = 30000)]
    public async Task Terminate_System_RunsTheCoordinatedShutdown()
    {
        var ran = new TaskCompletionSource();
        var system = ActorSystem.Create("another");
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseServiceStop, "record", () =>
        {
            ran.TrySetResult();
            return Task.FromResult(Done.Instance);
        });
        await system.Terminate();
        Assert.True(ran.Task.IsCompleted);
    }

    [Fact(Timeout = 30000)]
    public async Task Stop_Guardian_TerminatesTheSystem()
    {
        var system = ActorSystem.Create("another");
        ((ExtendedActorSystem)system).Guardian.Stop();
        await system.WhenTerminated;
    }

    private sealed class End : UntypedActor
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines;
        private readonly string _name;

        public End(System.Collections.Concurrent.ConcurrentQueue<string> lines, string name, Props? child)
        {
            _lines = lines;
            _name = name;
            if (child is not null)
            {
                Context.ActorOf(child);
            }
        }

        protected override void PostStop() => _lines.Enqueue(_name);

        protected override void OnReceive(object message)
        {
        }
    }
}
