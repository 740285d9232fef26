namespace Supervision.Kernel.Benchmarks;

/// <summary>Events published to ten subscribers; every delivery counts.</summary>
internal sealed class EventFanOut : Scenario
{
    private const int Subscribers = 10;

    public override string Name => "event-stream-10";

    public override async Task<Outcome> RunAsync(ActorSystem system, double scale)
    {
        var count = (int)(3_000_000 * scale);
        var signal = NewSignal();
        var counter = new Counter(Subscribers, signal);
        for (var i = 0; i < Subscribers; i++)
            system.EventStream.Subscribe(system.ActorOf(Props.Create(() => new Subscriber(count, counter))), typeof(Happening));
        var happening = new Happening();
        for (var i = 0; i < count; i++)
            system.EventStream.Publish(happening);
        await signal.Task;
        return new((long)count * Subscribers);
    }

    private sealed class Happening;

    private sealed class Subscriber(int expected, Counter counter) : UntypedActor
    {
        private int _left = expected;

        protected override void OnReceive(object message)
        {
            if (--_left == 0)
                counter.Signal();
        }
    }
}
