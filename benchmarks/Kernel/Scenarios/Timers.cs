namespace Supervision.Kernel.Benchmarks;

/// <summary>A hundred thousand timers armed, and all of them cancelled.</summary>
internal sealed class Timers : Scenario
{
    public override string Name => "timers-100k";

    public override async Task<Outcome> RunAsync(ActorSystem system, double scale)
    {
        const int Count = 100_000;
        var rounds = Math.Max(1, (int)(30 * scale));
        var target = system.ActorOf(Props.Create(() => new Silent()));
        var message = new object();
        var handles = new ICancelable[Count];
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < Count; i++)
                handles[i] = system.Scheduler.ScheduleTellOnceCancelable(TimeSpan.FromSeconds(60 + i % 600), target, message, ActorRefs.NoSender);
            foreach (var handle in handles)
                handle.Cancel();
        }

        await Task.CompletedTask;
        return new((long)Count * rounds);
    }

    private sealed class Silent : UntypedActor
    {
        protected override void OnReceive(object message) => Unhandled(message);
    }
}
