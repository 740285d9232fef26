// Starting a group, and the second half of restart plans.
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Groups;

internal sealed partial class GroupSupervisor
{
    private readonly List<ChildEntry> _comingUp = [];

    private GroupStart StartMode => _settings.Start != GroupStart.Auto ? _settings.Start
        : _settings.Strategy == GroupStrategy.OneForOne ? GroupStart.Parallel
        : GroupStart.Ordered;

    private void OnStartGroup()
    {
        if (_mode is GroupMode.Ended or GroupMode.Stopped)
        {
            Reopen();
        }

        if (_mode != GroupMode.Running)
        {
            return;
        }

        // Not earlier: the listeners are subscribed only now.
        _services.Events.Publish(new GroupAdded(_settings.Name));
        _isUp = false;
        List<ChildEntry> starting = [.. _entries.Where(StartsWithGroup)];
        foreach (var entry in starting.OfType<EngineEntry>())
        {
            entry.Actor.Tell(WantUp.Instance);
            entry.Status = entry.Status with { Desired = DesiredState.Up };
        }

        _comingUp.Clear();
        if (StartMode == GroupStart.Parallel || starting.Count == 0)
        {
            starting.ForEach(Start);
            _comingUp.AddRange(starting);
            BeUpIfAllAre();
            return;
        }

        _plan = new RestartPlan(starting[0], starting[1..], TimeSpan.Zero);
        _plan.BeginStarting();
        Start(starting[0]);
    }

    // As OTP has it everything starts again with its supervisor, what had ended by itself included; but a manual stop sticks.
    private static bool StartsWithGroup(ChildEntry entry) =>
        entry is not EngineEntry engine || (engine.Settings.AutoStart && !engine.Status.StoppedByHand) || engine.Status.Desired == DesiredState.Up;

    private static void Start(ChildEntry entry)
    {
        if (entry is GroupEntry group)
        {
            group.IsUp = false;
            group.HasEnded = false;
            group.StartAt = null;
        }
        else if (entry is EngineEntry engine)
        {
            engine.IsStartAsked = true;
        }

        entry.Actor.Tell(entry is GroupEntry ? StartGroup.Instance : ResumeEngine.Instance);
    }

    // What has happened before counts no more: somebody, or the group above, begins anew.
    private void Reopen()
    {
        _mode = GroupMode.Running;
        _plan = null;
        _intensity = new RestartBudget(_settings.Intensity, _settings.Period, _services.Time);
        foreach (var entry in Engines)
        {
            entry.Budget.Reset();
            entry.SameFailures.Reset();
        }
    }

    // Of children that start together none has a turn, but the group above may wait until they all run.
    private void BeUpIfAllAre()
    {
        _comingUp.RemoveAll(IsUp);
        if (_comingUp.Count == 0 && _plan is null)
        {
            BeUp();
        }
    }

    private void BeUp()
    {
        if (!_isUp)
        {
            _isUp = true;
            Context.Parent.Tell(new GroupUp(_settings.Name));
        }
    }

    private void OnGroupUp(GroupUp up)
    {
        if (Find(up.Group) is GroupEntry entry)
        {
            entry.IsUp = true;
            ContinuePlan(entry);
        }
    }

    private void BeginPlan(RestartPlan plan, string why)
    {
        _plan = plan;
        StopInOrder([.. plan.Others.Reverse()], why);
    }

    private void ContinuePlan(ChildEntry changed)
    {
        if (!_isUp)
        {
            BeUpIfAllAre();
        }

        if (_plan is not { Starting: { } starting } plan || starting != changed || !GoesOn(starting))
        {
            return;
        }

        StartNextOf(plan);
    }

    private void StartNextOf(RestartPlan plan)
    {
        if (plan.NextToStart() is { } next)
        {
            Start(next);
            return;
        }

        _plan = null;
        BeUp();
    }

    // Whether the next one's turn has come.
    private bool GoesOn(ChildEntry entry) =>
        IsUp(entry) || (StartMode == GroupStart.Parallel && entry is EngineEntry { Status.State: EngineState.Starting });

    // Up, or not to be waited for. What waits for a dependency holds nobody up, or the two might wait for each other.
    private bool IsUp(ChildEntry entry)
    {
        if (entry is GroupEntry group)
        {
            return group.IsUp || group.HasEnded || group.IsLeaving;
        }

        var engine = (EngineEntry)entry;
        var status = engine.Status;
        return status.State switch
        {
            EngineState.Running => StartMode != GroupStart.WhenReady || status.Readiness == Readiness.Ready,
            EngineState.Fatal => engine.RetryAt is null && IsGivenUp(engine),
            EngineState.Stopped or EngineState.Exited when status.Desired == DesiredState.Down => true,
            _ => status.WaitingFor is not null,
        };
    }

    // A delay of its own counts no more once a plan starts it in its turn.
    private bool HasItsTurn(ChildEntry entry) => _plan?.WillStart(entry) == true;

    private void OnStartDue(StartDue due)
    {
        if (_mode == GroupMode.Running && Find(due.Group) is GroupEntry { StartAt: not null } entry && !IsBeingStopped(entry) && !HasItsTurn(entry))
        {
            Start(entry);
        }
    }

    private void OnRetryDue(RetryDue due)
    {
        if (_mode != GroupMode.Running || Find(due.Engine) is not EngineEntry { Status.State: EngineState.Fatal, RetryAt: not null } entry || HasItsTurn(entry))
        {
            return;
        }

        entry.Budget.Reset();
        entry.SameFailures.Reset();
        entry.Actor.Tell(RetryEngine.Instance);
    }

    private sealed record StartDue(string Group);

    private sealed record RetryDue(string Engine);
}
