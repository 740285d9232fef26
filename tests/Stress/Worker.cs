namespace Supervision.Stress;

/// <summary>What all actors of a round do alike.</summary>
internal sealed class Worker(Record record, object actor)
{
    private const int Deepest = 5;

    private Dice _dice = new((ulong)record.Number * 7919);

    // True while a hook of ours calls the base class, which calls another hook of ours.
    private bool _asSubclass;

    public World World { get; } = record.World;

    public Record Record { get; } = record;

    private bool FailsNow => !World.Calm && _dice.OneIn(60);

    public SupervisorStrategy Strategy()
    {
        var limit = _dice.OneIn(3) ? 3 : -1;
        return _dice.OneIn(3)
            ? new AllForOneStrategy(limit, 1000, Decide)
            : new OneForOneStrategy(limit, 1000, Decide);
    }

    public void PreStart(IActorContext context)
    {
        if (_asSubclass)
            return;
        Hook(Record.PreStarting, Record.PreStarted, () =>
        {
            for (var i = World.Calm ? 0 : _dice.Next(4); i > 0; i--)
                Spawn(context);
        });
    }

    /// <summary>Stops no children, stops them itself, or lets the base class do it, which calls PostStop.</summary>
    public void PreRestart(IActorContext context, Action baseClass)
    {
        Hook(() => Record.PreRestarting(actor), Record.PreRestarted, () =>
        {
            switch (_dice.Next(3))
            {
                case 0:
                    foreach (var child in context.GetChildren().ToArray())
                    {
                        if (World.Find(child) is { } known)
                            Record.Forget(known);
                        context.Unwatch(child);
                        context.Stop(child);
                    }

                    break;
                case 1:
                    foreach (var child in context.GetChildren())
                    {
                        if (World.Find(child) is { } known)
                            Record.Forget(known);
                    }

                    _asSubclass = true;
                    baseClass();
                    _asSubclass = false;
                    break;
                default:
                    break;
            }
        });
    }

    public void PostRestart(IActorContext context, Action baseClass) => Hook(() => Record.PostRestarting(actor), Record.PostRestarted, () =>
    {
        _asSubclass = true;
        baseClass();
        _asSubclass = false;
        for (var i = World.Calm ? 0 : _dice.Next(3); i > 0; i--)
            Spawn(context);
    });

    public void PostStop()
    {
        if (!_asSubclass)
            Hook(Record.Stopping, Record.Stopped, static () => { });
    }

    /// <summary>The end of the constructor, which fails at times.</summary>
    public void Constructed()
    {
        var fails = FailsNow;
        Record.Made(fails);
        if (fails)
            throw new PlannedException(Directive.Restart);
    }

    /// <summary>A death notice, a tick or an answer; true if it was one.</summary>
    public bool Notice(object message)
    {
        switch (message)
        {
            case Terminated terminated:
                if (World.Find(terminated.ActorRef) is { } dead)
                    Record.Notified(dead, 0);
                else
                    Record.Report($"was told of an unknown dead actor {terminated.ActorRef}");
                return true;
            case Gone gone:
                Record.Notified(gone.Subject, gone.Token);
                return true;
            case Asked or ReceiveTimeout:
                return true;
            default:
                return false;
        }
    }

    /// <summary>Counts a message and does what it says, as far as every kind of actor can.</summary>
    public void Perform(Numbered message, IActorContext context, IActorRef self, IActorRef sender)
    {
        message.Lane.Arrived(message.Number, Record);
        if (message.Job == Job.Answer)
            sender.Tell(new Answer(message.Lane, message.Number), self);
        if (World.Calm)
            return;
        _dice = new Dice((uint)message.Salt);
        switch (message.Job)
        {
            case Job.Fail:
                throw new PlannedException((Directive)_dice.Next(4));
            case Job.Stop when _dice.OneIn(2):
                self.Tell(PoisonPill.Instance, self);
                break;
            case Job.Stop:
                context.Stop(self);
                break;
            case Job.Spawn:
                Spawn(context);
                break;
            case Job.StopChild:
                if (context.GetChildren().FirstOrDefault() is { } child)
                    context.Stop(child);
                break;
            case Job.Watch or Job.WatchWith:
                Record.Watch(context, World.Any(ref _dice), message.Job == Job.WatchWith);
                break;
            case Job.Unwatch:
                if (Record.AnyWatched(ref _dice, out var subject) > 0)
                    Record.Unwatch(context, subject!);
                break;
            case Job.Forward:
                for (var i = _dice.Next(3); i >= 0; i--)
                    Record.LaneTo(World.Any(ref _dice)).Tell(_dice.OneIn(50) ? Job.Fail : Job.Count, _dice.Next(int.MaxValue), self);
                break;
            case Job.Flood:
                var own = Record.LaneTo(Record);
                for (var i = _dice.Next(1500); i >= 0; i--)
                    own.Tell(_dice.OneIn(500) ? Job.Fail : Job.Count, _dice.Next(int.MaxValue), self);
                break;
            case Job.Ask:
                Ask(Record.LaneTo(World.Any(ref _dice)).Next(Job.Answer, 0), self);
                break;
            default:
                break;
        }
    }

    private void Ask(Numbered question, IActorRef self)
    {
        World.Await(1);
        question.Lane.Receiver.Ref!.Ask<Answer>(question, TimeSpan.FromMilliseconds(300)).PipeTo(
            self,
            self,
            answer =>
            {
                World.Await(-1);
                if (!ReferenceEquals(answer.Lane, question.Lane) || answer.Number != question.Number)
                    Record.Report($"asked {question} and got {answer}");
                return new Asked();
            },
            _ =>
            {
                // Whom it asked is dead, suspended or busy.
                World.Await(-1);
                return new Asked();
            });
    }

    private Directive Decide(Exception cause)
    {
        Record.Enter("the strategy");
        try
        {
            return cause switch
            {
                PlannedException planned => planned.Directive,
                ActorInitializationException => _dice.OneIn(2) ? Directive.Restart : Directive.Stop,
                ActorKilledException => _dice.OneIn(2) ? Directive.Restart : Directive.Stop,
                _ => Directive.Restart,
            };
        }
        finally
        {
            Record.Leave();
        }
    }

    private void Spawn(IActorContext context)
    {
        if (Record.Depth < Deepest)
            World.Spawn(context, ref _dice, Record.Depth + 1, _dice.OneIn(4) ? "child-" + _dice.Next(3) : null);
    }

    private void Hook(Action begin, Action<bool> end, Action body)
    {
        begin();
        var failed = true;
        try
        {
            body();
            failed = FailsNow;
        }
        finally
        {
            end(failed);
        }

        if (failed)
            throw new PlannedException(_dice.OneIn(2) ? Directive.Restart : Directive.Stop);
    }
}
