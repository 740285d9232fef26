namespace Supervision.Kernel.Benchmarks;

/// <summary>Threads that tell one actor messages as fast as they can, until the last is processed.</summary>
internal sealed class Telling(string name, int producers) : Scenario
{
    public override string Name => name;

    public override async Task<Outcome> RunAsync(ActorSystem system, double scale)
    {
        var each = (int)(24_000_000 * scale / producers);
        var signal = NewSignal();
        var sink = system.ActorOf(Props.Create(() => new Sink((long)each * producers, signal)));
        var threads = Enumerable.Range(0, producers).Select(_ => new Thread(() =>
        {
            var message = new object();
            for (var i = 0; i < each; i++)
                sink.Tell(message, ActorRefs.NoSender);
        })).ToArray();
        Array.ForEach(threads, t => t.Start());
        await signal.Task;
        Array.ForEach(threads, t => t.Join());
        return new((long)each * producers);
    }

    private sealed class Sink(long expected, TaskCompletionSource signal) : UntypedActor
    {
        private long _left = expected;

        protected override void OnReceive(object message)
        {
            if (--_left == 0)
                signal.SetResult();
        }
    }
}
