namespace Supervision.Kernel.Benchmarks;

/// <summary>The memory of an actor that has processed one message and waits.</summary>
internal sealed class IdleActors : Scenario
{
    public override string Name => "idle-actor";

    public override string Unit => "bytes";

    public override bool LessIsBetter => true;

    public override double WarmUp => 0.01;

    public override async Task<Outcome> RunAsync(ActorSystem system, double scale)
    {
        var count = (int)(200_000 * scale);
        var signal = NewSignal();
        var counter = new Counter(count, signal);
        var refs = new IActorRef[count];
        var props = Props.Create(() => new Idler(counter));
        Child.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < count; i++)
            refs[i] = system.ActorOf(props);
        for (var i = 0; i < count; i++)
            refs[i].Tell("hello", ActorRefs.NoSender);
        await signal.Task;
        Child.Collect();
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(refs);
        return new(count, Value: (double)(after - before) / count);
    }

    private sealed class Idler(Counter counter) : UntypedActor
    {
        protected override void OnReceive(object message) => counter.Signal();
    }
}
