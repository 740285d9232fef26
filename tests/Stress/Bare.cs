namespace Supervision.Stress;

/// <summary>An actor of the plainest kind.</summary>
internal sealed class Bare : UntypedActor
{
    private readonly Worker _worker;

    public Bare(Record record)
    {
        record.Making(this);
        _worker = new Worker(record, this);
        record.World.Remember(Context);
        _worker.Constructed();
    }

    protected override void OnReceive(object message)
    {
        _worker.Record.EnterMessage(this, message);
        try
        {
            if (message is Numbered numbered)
                _worker.Perform(numbered, Context, Self, Sender);
            else if (!_worker.Notice(message))
                Unhandled(message);
        }
        finally
        {
            _worker.Record.Leave();
        }
    }

    protected override SupervisorStrategy SupervisorStrategy() => _worker.Strategy();

    protected override void PreStart() => _worker.PreStart(Context);

    protected override void PreRestart(Exception reason, object message) =>
        _worker.PreRestart(Context, () => base.PreRestart(reason, message));

    protected override void PostRestart(Exception reason) => _worker.PostRestart(Context, () => base.PostRestart(reason));

    protected override void PostStop() => _worker.PostStop();
}
