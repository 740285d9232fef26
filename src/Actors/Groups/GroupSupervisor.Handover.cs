// A change of the program under the group. It rests when all below it do, and then tells what it counts. A restart plan that is starting
// engines is carried on by the next image (a model takes minutes to load); one that still stops some, and a rolling restart, are not.
using Supervision.Actors.Engines;
using Supervision.Actors.Handover;

namespace Supervision.Actors.Groups;

internal sealed partial class GroupSupervisor
{
    private readonly RestKeeper _keeper = new();
    private bool _isTakenOver;

    private void OnRest(Rest wish)
    {
        if (!_keeper.IsAtRest && Objection() is { } busy)
        {
            Sender.Tell(new Rested(wish, _settings.Name, busy));
            return;
        }

        if (_keeper.Begin(wish))
        {
            BecomeStacked(AtRest);
        }

        _keeper.Ask(wish, Sender, [.. _entries.Select(entry => entry.Actor)]);
        AnswerIfAllRest(null);
    }

    private void AnswerIfAllRest(Rested? answer)
    {
        if (_keeper.Complete(answer) is { } round)
        {
            round.Asker.Tell(new Rested(round.Wish, _settings.Name, round.Busy, round.Wish.Trial || round.Busy is not null ? null : HandOver(round.Groups)));
        }
    }

    private string? Objection() =>
        _mode is GroupMode.Stopping or GroupMode.GivingUp or GroupMode.Ending ? $"group {_settings.Name} is stopping"
        : _awaited.Count > 0 || _toStop.Count > 0 || _plan is { Starting: null } ? $"group {_settings.Name} restarts its engines"
        : _rollings.Keys.FirstOrDefault() is { } rolling ? $"a rolling restart of {rolling} is under way"
        : _joining.Count > 0 || _entries.Exists(entry => entry.IsLeaving) ? $"group {_settings.Name} is being changed"
        : null;

    private void AtRest()
    {
        Receive<Rest>(OnRest);
        Receive<Rested>(AnswerIfAllRest);
        Receive<Thaw>(_ => OnThaw());
        ReceiveAny(Collect);
    }

    // What the engines tell of themselves, and what is asked again or comes back by itself, may be lost.
    private void Collect(object message) => _keeper.Collect(
        message,
        Sender,
        message is EngineChanged or RollWanted or RetryDue or StartDue or InGroup { Message: WhyEngine or NewsFor }
            ? null
            : $"group {_settings.Name} has something to deal with");

    private void OnThaw()
    {
        UnbecomeStacked();
        if (_isTakenOver)
        {
            _isTakenOver = false;
            ResumeTimers();
        }

        _keeper.End(Self);
        _entries.ForEach(entry => entry.Actor.Tell(Thaw.Instance));
    }

    private RestedGroup HandOver(IReadOnlyList<RestedGroup> groups)
    {
        var handed = new HandedGroup
        {
            Name = _settings.Name,
            Mode = _mode.ToString(),
            IsUp = _isUp,
            Intensity = _intensity.Ages,
            Plan = _plan is { Starting: { } starting } plan
                ? new HandedPlan(plan.Failed.Name, starting.Name, [.. plan.Left.Select(entry => entry.Name)], plan.Delay, plan.IsRetry)
                : null,
            ComingUp = [.. _comingUp.Select(entry => entry.Name)],
            Rolls = [.. _rolls.Select(roll => new HandedRoll(roll.Key.Name, roll.Value))],
        };
        return new RestedGroup(
            handed,
            [.. Engines.Select(entry => (Counts(entry), _record.Records[entry.Name], entry.Settings))],
            [
                .. Groups.Select(entry => groups.First(group => group.Group.Name == entry.Name) is var below
                    ? below with { Group = below.Group with { Entry = CountsOf(entry) } }
                    : below),
            ]);
    }

    private HandedEngine Counts(EngineEntry entry) => new()
    {
        Settings = entry.Settings,
        Restarts = entry.Budget.Ages,
        InternalErrors = entry.InternalErrors.Ages,
        BackoffFailures = entry.Backoff.Failures,
        SameFailures = entry.SameFailures.HandOver(),
        Waiting = entry.WaitingSince is { } since ? _services.Time.GetElapsedTime(since) : null,
        RetryAt = entry.RetryAt,
        RetryFrom = entry.RetryFrom,
        IsStartAsked = entry.IsStartAsked,
        HasEnded = entry.HasEnded,
    };

    private HandedGroupEntry CountsOf(GroupEntry entry)
    {
        TimeSpan? left = entry.StartAt is { } at ? _services.Time.GetElapsedTime(_services.Time.GetTimestamp(), at) : null;
        return new HandedGroupEntry
        {
            IsUp = entry.IsUp,
            HasEnded = entry.HasEnded,
            Restarts = entry.Restarts.Ages,
            StartIn = left > TimeSpan.Zero ? left : left is null ? null : TimeSpan.Zero,
        };
    }

    // The children are there; they rest as well.
    private void TakeOver(HandedGroup handed)
    {
        _mode = Enum.TryParse<GroupMode>(handed.Mode, out var mode) ? mode : GroupMode.Running;
        _isUp = handed.IsUp;
        _intensity.Restore(handed.Intensity);
        foreach (var engine in handed.Engines)
        {
            if (Find(engine.Settings.Name) is EngineEntry entry)
            {
                TakeOver(entry, engine);
            }
        }

        foreach (var group in handed.Groups)
        {
            if (Find(group.Name) is GroupEntry entry)
            {
                (entry.IsUp, entry.HasEnded) = (group.Entry.IsUp, group.Entry.HasEnded);
                entry.Restarts.Restore(group.Entry.Restarts);
                entry.StartAt = group.Entry.StartIn is { } wait ? _services.Time.TimestampBefore(-wait) : null;
            }
        }

        foreach (var roll in handed.Rolls)
        {
            if (Find(roll.Engine) is EngineEntry entry)
            {
                _rolls[entry] = roll.Attempt;
            }
        }

        _comingUp.AddRange(handed.ComingUp.Select(Find).OfType<ChildEntry>());
        if (handed.Plan is { } plan && Find(plan.Failed) is { } failed && Find(plan.Starting) is { } starting)
        {
            _plan = RestartPlan.Restore(failed, starting, [.. plan.Left.Select(Find).OfType<ChildEntry>()], plan.Delay, plan.IsRetry);
        }

        _isTakenOver = true;
        _keeper.Begin(null);
        BecomeStacked(AtRest);
    }

    private void TakeOver(EngineEntry entry, HandedEngine engine)
    {
        entry.Budget.Restore(engine.Restarts);
        entry.InternalErrors.Restore(engine.InternalErrors);
        entry.SameFailures.Restore(engine.SameFailures);
        entry.WaitingSince = engine.Waiting is { } age ? _services.Time.TimestampBefore(age) : null;
        (entry.RetryAt, entry.RetryFrom) = (engine.RetryAt, engine.RetryFrom);
        (entry.IsStartAsked, entry.HasEnded) = (engine.IsStartAsked, engine.HasEnded);
        entry.Status = entry.Status with { RetryAt = engine.RetryAt };
    }

    private void ResumeTimers()
    {
        foreach (var entry in Engines.Where(entry => entry is { RetryAt: not null, Status.State: EngineState.Fatal }))
        {
            var wait = entry.RetryAt!.Value - _services.Time.GetUtcNow();
            Timers.StartSingleTimer("retry " + entry.Name, new RetryDue(entry.Name), wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
        }

        foreach (var entry in Groups.Where(entry => entry.StartAt is not null))
        {
            var wait = _services.Time.GetElapsedTime(_services.Time.GetTimestamp(), entry.StartAt!.Value);
            StartLater(entry, wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
        }
    }
}
