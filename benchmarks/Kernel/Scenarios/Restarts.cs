namespace Supervision.Kernel.Benchmarks;

/// <summary>A child that fails at every message and is restarted by its supervisor.</summary>
internal sealed class Restarts : Scenario
{
    public override string Name => "restart";

    public override string Unit => "k/s";

    public override double Figure(long operations, TimeSpan elapsed) => operations / elapsed.TotalSeconds / 1e3;

    public override async Task<Outcome> RunAsync(ActorSystem system, double scale)
    {
        var count = (int)(200_000 * scale);
        var signal = NewSignal();
        system.ActorOf(Props.Create(() => new Boss(count, signal))).Tell("go");
        await signal.Task;
        return new(count);
    }

    private sealed class Boss(int count, TaskCompletionSource signal) : UntypedActor
    {
        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(-1, -1, _ => Directive.Restart, loggingEnabled: false);

        protected override void OnReceive(object message)
        {
            var counter = new Counter(count, signal);
            var child = Context.ActorOf(Props.Create(() => new Failing(counter)));
            for (var i = 0; i < count; i++)
                child.Tell(message);
        }
    }

    private sealed class Failing(Counter counter) : UntypedActor
    {
        private static readonly InvalidOperationException Failure = new("for the benchmark");

        protected override void PostRestart(Exception reason)
        {
            base.PostRestart(reason);
            counter.Signal();
        }

        protected override void OnReceive(object message) => throw Failure;
    }
}
