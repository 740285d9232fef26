namespace KernelHello;

/// <summary>Supervises one worker and restarts it when it fails.</summary>
internal sealed class Boss : ReceiveActor
{
    private readonly IActorRef _worker = Context.ActorOf(Props.Create(() => new Worker()), "worker");

    public Boss() => Receive<string>(work => _worker.Tell(work));

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(
        maxNrOfRetries: 1,
        withinTimeRange: TimeSpan.FromMinutes(1),
        localOnlyDecider: failure =>
        {
            Console.WriteLine($"3 failed: {failure.Message}");
            return Directive.Restart;
        });
}
