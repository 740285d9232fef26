namespace Supervision.Stress;

/// <summary>An actor that uses what actors can: stash, timers, asynchronous handlers, behaviours, receive timeouts.</summary>
internal sealed class Node : ReceiveActor, IWithStash, IWithTimers
{
    private const string Once = "once";
    private const string Again = "again";

    private readonly Worker _worker;
    private bool _stashes;
    private int _behaviours;
    private int _token;
    private int _periods;

    public Node(Record record)
    {
        record.Making(this);
        _worker = new Worker(record, this);
        record.World.Remember(Context);
        Handlers();
        _worker.Constructed();
    }

    public IStash Stash { get; set; } = null!;

    public ITimerScheduler Timers { get; set; } = null!;

    protected override SupervisorStrategy SupervisorStrategy() => _worker.Strategy();

    protected override void PreStart() => _worker.PreStart(Context);

    protected override void PreRestart(Exception reason, object message) =>
        _worker.PreRestart(Context, () => base.PreRestart(reason, message));

    protected override void PostRestart(Exception reason) => _worker.PostRestart(Context, () => base.PostRestart(reason));

    protected override void PostStop() => _worker.PostStop();

    private void Handlers()
    {
        ReceiveAsync<Numbered>(OnAwaitAsync, message => message.Job == Job.Await && !_stashes);
        Receive<Numbered>(message => Handle(message, Perform));
        Receive<Open>(message => Handle(message, Unstash));
        Receive<Tick>(message => Handle(message, OnTick));
        ReceiveAny(message => Handle(message, OnNotice));
    }

    private void Handle<T>(T message, Action<T> handler)
        where T : notnull
    {
        _worker.Record.EnterMessage(this, message);
        try
        {
            handler(message);
        }
        finally
        {
            _worker.Record.Leave();
        }
    }

    private void Perform(Numbered message)
    {
        if (_stashes)
        {
            Stash.Stash();
            return;
        }

        _worker.Perform(message, Context, Self, Sender);
        if (_worker.World.Calm)
            return;
        switch (message.Job)
        {
            case Job.Stash:
                _stashes = true;
                Self.Tell(new Open(this));
                break;
            case Job.Become when _behaviours > 0:
                _behaviours--;
                UnbecomeStacked();
                break;
            case Job.Become:
                _behaviours++;
                BecomeStacked(Handlers);
                break;
            case Job.Timer:
                SetTimers(new Dice((uint)message.Salt));
                break;
            case Job.Timeout:
                Context.SetReceiveTimeout(TimeSpan.FromMilliseconds(1 + (message.Salt & 3)));
                break;
            default:
                break;
        }
    }

    private void Unstash(Open message)
    {
        // One of an instance before this one finds nothing to do.
        if (ReferenceEquals(message.Owner, this))
        {
            _stashes = false;
            Stash.UnstashAll();
        }
    }

    private void OnNotice(object message)
    {
        // Notices wait with the other messages now and then.
        if (_stashes && message is Terminated && (_token & 1) == 0)
        {
            Stash.Stash();
            return;
        }

        if (!_worker.Notice(message))
            Unhandled(message);
        if (message is ReceiveTimeout)
            Context.SetReceiveTimeout(null);
    }

    private void SetTimers(Dice dice)
    {
        switch (dice.Next(4))
        {
            case 0:
                Timers.Cancel(Once);
                _token++;
                _worker.Record.TickDue = 0;
                break;
            case 1:
                Timers.StartPeriodicTimer(Again, new Tick(this, Again, 0), TimeSpan.FromMilliseconds(1));
                _periods = 1 + dice.Next(5);
                break;
            default:
                _worker.Record.TickDue = _token + 1;
                Timers.StartSingleTimer(Once, new Tick(this, Once, ++_token), TimeSpan.FromMilliseconds(dice.Next(4)));
                break;
        }
    }

    private void OnTick(Tick tick)
    {
        if (!ReferenceEquals(tick.Owner, this))
            _worker.Record.Report("got a tick of an instance before this one");
        if (ReferenceEquals(tick.Key, Once))
        {
            if (tick.Token != _token)
                _worker.Record.Report($"got tick {tick.Token}, which was cancelled or came already; {_token} is due");
            _token++;
            _worker.Record.TickDue = 0;
        }
        else if (--_periods < 0)
        {
            _worker.Record.Report("got a tick of a cancelled timer");
        }
        else if (_periods == 0)
        {
            Timers.Cancel(Again);
        }
    }

    private async Task OnAwaitAsync(Numbered message)
    {
        var record = _worker.Record;
        record.EnterMessage(this, message);
        try
        {
            _worker.Perform(message, Context, Self, Sender);
            var (self, sender) = (Self, Sender);
            var dice = new Dice((uint)message.Salt);
            for (var piece = dice.Next(4); piece >= 0; piece--)
            {
                record.Leave();
                switch (dice.Next(4))
                {
                    case 0:
                        await Task.Delay(dice.Next(3));
                        break;
                    case 1:
                        await Task.Run(static () => Thread.SpinWait(100));
                        break;
                    case 2:
                        await Task.CompletedTask;
                        break;
                    default:
                        await Task.Yield();
                        break;
                }

                record.Enter("a piece of a handler");
                if (record.IsCurrent(this) && (!Self.Equals(self) || !Sender.Equals(sender)))
                    record.Report($"after an await, sender {sender} became {Sender}");
            }

            if (!_worker.World.Calm && dice.OneIn(10))
                throw new PlannedException((Directive)dice.Next(4));
        }
        finally
        {
            record.Leave();
        }
    }
}
