namespace WorkerPool;

/// <summary>Hands jobs to its workers in turn, and restarts those that fail: at most 10 times a minute.</summary>
internal sealed class Pool : ReceiveActor
{
    private readonly IActorRef[] _workers;
    private int _next;

    public Pool(int workers)
    {
        _workers = [.. Enumerable.Range(0, workers).Select(index => Context.ActorOf(Props.Create(() => new Worker()), $"worker-{index}"))];
        Receive<Job>(job => _workers[_next++ % _workers.Length].Forward(job));
    }

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(10, TimeSpan.FromMinutes(1), _ => Directive.Restart);
}
