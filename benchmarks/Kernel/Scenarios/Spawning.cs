namespace Supervision.Kernel.Benchmarks;

/// <summary>One actor makes children; done when each has run its first hook.</summary>
internal sealed class Spawning : Scenario
{
    public override string Name => "spawn";

    public override string Unit => "k/s";

    public override double Figure(long operations, TimeSpan elapsed) => operations / elapsed.TotalSeconds / 1e3;

    public override async Task<Outcome> RunAsync(ActorSystem system, double scale)
    {
        var count = (int)(400_000 * scale);
        var signal = NewSignal();
        var parent = system.ActorOf(Props.Create(() => new Parent(count, signal)));
        parent.Tell("go");
        await signal.Task;
        return new(count);
    }

    private sealed class Parent(int count, TaskCompletionSource signal) : UntypedActor
    {
        private readonly Counter _counter = new(count, signal);

        protected override void OnReceive(object message)
        {
            var counter = _counter;
            for (var i = 0; i < count; i++)
                Context.ActorOf(Props.Create(() => new Child(counter)));
        }
    }

    private sealed class Child(Counter counter) : UntypedActor
    {
        protected override void PreStart() => counter.Signal();

        protected override void OnReceive(object message) => Unhandled(message);
    }
}
