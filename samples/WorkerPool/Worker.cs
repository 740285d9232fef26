namespace WorkerPool;

/// <summary>Does jobs; one of them kills it.</summary>
internal sealed class Worker : ReceiveActor
{
    private int _done;

    public Worker() => Receive<Job>(job =>
    {
        if (job.Number == 2)
            throw new InvalidOperationException($"job {job.Number} cannot be done");
        _done++;
        Sender.Tell($"job {job.Number} by {Self.Path.Name} as its no. {_done}");
    });

    /// <summary>Whoever waits for the job that failed is told.</summary>
    protected override void PreRestart(Exception reason, object message)
    {
        Sender.Tell($"{reason.Message}, {Self.Path.Name} restarts");
        base.PreRestart(reason, message);
    }
}
