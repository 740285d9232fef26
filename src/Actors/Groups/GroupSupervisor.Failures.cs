// What a failure leads to.
using System.Globalization;
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Groups;

internal sealed partial class GroupSupervisor
{
    private const int ShownOutputLines = 5;
    private const int ShownOutputLength = 600;

    private void OnEngineFailed(IActorRef child, Exception cause)
    {
        var entry = _entries.Find(entry => entry.Actor.Equals(child));
        if (entry is null || _mode != GroupMode.Running)
        {
            // While the group stops, the stop it has asked of the engine settles everything.
            return;
        }

        if (cause is not EngineFailedException { Failure: var failure })
        {
            OnInternalError(entry, cause);
            return;
        }

        if (_plan is { Starting: null } stopping && stopping.Failed != entry && stopping.WillStart(entry))
        {
            // It failed while the plan was about to stop it; the plan starts it again, and the one restart is counted already.
            return;
        }

        if (IsSettledByPolicy(entry, failure))
        {
            return;
        }

        var waiting = IsWaiting(entry, failure);
        if (!waiting && !entry.Budget.TryRestart())
        {
            GiveUp(entry, failure, "budget", entry.Budget.Used, entry.Settings.Budget.Within);
            return;
        }

        if (!waiting && !_intensity.TryRestart())
        {
            GiveUp(entry, failure, "intensity", _intensity.Used, _settings.Period);
            return;
        }

        var delay = DelayOf(entry, failure);
        var affected = Affected(entry);
        if (affected.Count == 0)
        {
            entry.Actor.Tell(new RestartDue(delay, entry.Backoff.Failures));
            return;
        }

        BeginPlan(new RestartPlan(entry, affected, delay));
    }

    // The engine's new incarnation takes its process over; only an actor that keeps failing is given up on.
    private void OnInternalError(EngineEntry entry, Exception cause)
    {
        if (!entry.InternalErrors.TryRestart())
        {
            var failure = new EngineFailure(FailureKind.Internal, $"internal error: {cause.Message}", null, []);
            GiveUp(entry, failure, "internal errors", entry.InternalErrors.Used, TimeSpan.FromMinutes(1));
        }
    }

    private List<EngineEntry> Affected(EngineEntry failed)
    {
        var affected = _settings.Strategy switch
        {
            GroupStrategy.OneForAll => _entries.Where(entry => entry != failed),
            GroupStrategy.RestForOne => _entries.Where(entry => entry.Order > failed.Order),
            _ => [],
        };
        // An engine that waits for its turn in an unfinished plan stays part of the new one.
        return _plan is null
            ? [.. affected]
            : [.. affected.Union(_plan.Unstarted).Where(entry => entry != failed)];
    }

    private void BeginPlan(RestartPlan plan)
    {
        _plan = plan;
        StopInOrder([.. plan.Others.Reverse()], $"{plan.Failed.Settings.Name} failed");
    }

    private void ContinuePlan(EngineEntry changed)
    {
        if (_plan?.Starting != changed)
        {
            return;
        }

        var goesOn = changed.Status.State is EngineState.Running or EngineState.Fatal
            || changed.Status is { State: EngineState.Stopped or EngineState.Exited, Desired: DesiredState.Down };
        if (!goesOn)
        {
            return;
        }

        if (_plan.NextToStart() is { } next)
        {
            next.Actor.Tell(ResumeEngine.Instance);
        }
        else
        {
            _plan = null;
        }
    }

    private void GiveUp(EngineEntry entry, EngineFailure failure, string limit, int restarts, TimeSpan within)
    {
        _services.Events.Publish(new BudgetExhausted(
            entry.Settings.Name, _settings.Name, entry.Status.Attempt, restarts, within, limit, failure));
        GiveUp(entry, failure, Summary(entry, failure, limit, restarts, within), isFinal: false);
    }

    private void GiveUp(EngineEntry entry, EngineFailure failure, string summary, bool isFinal)
    {
        _mode = GroupMode.GivingUp;
        _plan = null;
        entry.Actor.Tell(new GivenUp(failure));
        _givingUp = new GroupFailedException(_settings.Name, summary, failure, [])
        {
            ExitCode = entry.Settings.Failures.PolicyOf(failure.Kind).ExitCode,
            IsFinal = isFinal,
        };
        StopEverything($"gave up on {entry.Settings.Name}");
    }

    private string Summary(EngineEntry entry, EngineFailure failure, string limit, int restarts, TimeSpan within)
    {
        var what = limit == "intensity" ? $"group {_settings.Name}" : "it";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"engine {entry.Settings.Name} given up: {what} was restarted {restarts} times within {Describe(within)} ({limit} exhausted); {Last(failure)}");
    }

    private static string Describe(TimeSpan time) => time.TotalHours >= 1 && time.Minutes == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.#} h")
        : time.TotalMinutes >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.#} min")
            : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");
}
