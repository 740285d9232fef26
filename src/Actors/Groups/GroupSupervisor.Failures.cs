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

    private GroupFailedException? _givingUp;

    private void OnChildFailed(IActorRef child, Exception cause)
    {
        switch (_entries.Find(entry => entry.Actor.Equals(child)))
        {
            case EngineEntry engine:
                OnEngineFailed(engine, cause);
                break;
            case GroupEntry group:
                OnGroupFailed(group, cause);
                break;
        }
    }

    private void OnEngineFailed(EngineEntry entry, Exception cause)
    {
        if (_mode != GroupMode.Running || entry.IsLeaving)
        {
            // While the group stops, the stop it has asked of the engine settles everything.
            return;
        }

        if (cause is not EngineFailedException { Failure: var failure } failed)
        {
            OnInternalError(entry, cause);
            return;
        }

        if (IsStoppedByPlan(entry))
        {
            // It failed while the plan was about to stop it; the plan starts it again, and the one restart is counted already.
            return;
        }

        if (IsSettledByPolicy(entry, failed.Attempt, failure))
        {
            return;
        }

        var (budget, attempt) = (entry.Settings.Budget, failed.Attempt);
        var same = entry.SameFailures.Add(failure, failed.BeforeReady);
        if (failure.Kind == FailureKind.Dependency)
        {
            GiveUp(entry, attempt, failure, "dependency", entry.Budget.Used, budget.Within);
        }
        else if (IsWaiting(entry, attempt, failure))
        {
            RestartWithOthers(entry, DelayOf(entry, failure), $"{entry.Name} failed");
        }
        else if (budget.MaxRetries is not null && same >= budget.SameFailures)
        {
            Exhausted(entry, attempt, failure, "same-failures", same);
        }
        else if (!entry.Budget.TryRestart())
        {
            Exhausted(entry, attempt, failure, "budget", entry.Budget.Used);
        }
        else if (!_intensity.TryRestart())
        {
            GiveUp(entry, attempt, failure, "intensity", _intensity.Used, _settings.Period);
        }
        else
        {
            RestartWithOthers(entry, DelayOf(entry, failure), $"{entry.Name} failed");
        }
    }

    private void RestartWithOthers(ChildEntry entry, TimeSpan delay, string why, bool retry = false)
    {
        var plan = new RestartPlan(entry, Affected(entry), delay) { IsRetry = retry };
        if (plan.Others.Count == 0)
        {
            BeginFailed(plan);
            return;
        }

        BeginPlan(plan, why);
    }

    // With retry-after the group goes on, and the engine is FATAL until then.
    private void Exhausted(EngineEntry entry, int attempt, EngineFailure failure, string limit, int restarts)
    {
        var budget = entry.Settings.Budget;
        if (budget.RetryAfter is not { } wait)
        {
            GiveUp(entry, attempt, failure, limit, restarts, budget.Within);
            return;
        }

        _services.Events.Publish(new BudgetExhausted(entry.Name, _settings.Name, attempt, restarts, budget.Within, limit, failure) { RetryAfter = wait });
        entry.RetryFrom = attempt;
        entry.RetryAt = _services.Time.GetUtcNow() + wait;
        entry.Actor.Tell(new GivenUp(failure));
        RestartWithOthers(entry, wait, $"{entry.Name} was given up on", retry: true);
    }

    private void BeginRetryWait(EngineEntry entry, TimeSpan wait)
    {
        entry.RetryAt = _services.Time.GetUtcNow() + wait;
        entry.Status = entry.Status with { RetryAt = entry.RetryAt };
        _services.Guardian.Tell(new GroupChanged(_settings.Name, entry.Status));
        Timers.StartSingleTimer("retry " + entry.Name, new RetryDue(entry.Name), wait);
    }

    // A group below gave up, after it has stopped everything in it.
    private void OnGroupFailed(GroupEntry entry, Exception cause)
    {
        entry.IsUp = false;
        var failed = cause as GroupFailedException;
        if (entry.IsLeaving || _awaited.Contains(entry.Name))
        {
            // Its stop was asked for and may have been taken in by the incarnation that is gone. A message: this is no place to fail at.
            Self.Tell(new GroupStopped(entry.Name, failed?.Survivors ?? [], _round));
            return;
        }

        if (_mode != GroupMode.Running || IsStoppedByPlan(entry))
        {
            return;
        }

        if (failed is null)
        {
            var failure = new EngineFailure(FailureKind.Internal, $"internal error in group {entry.Name}: {cause.Message}", null, []);
            GiveUp(new GroupFailedException(_settings.Name, "", 0, failure.Message, failure, [], TimeSpan.Zero));
            return;
        }

        var own = entry.Plan.Settings;
        if (failed.IsFinal)
        {
            // No restart in this container can help.
            GiveUp(new GroupFailedException(_settings.Name, failed.Engine, failed.Attempt, failed.Message, failed.Failure, [], failed.Delay)
            {
                ExitCode = failed.ExitCode,
                IsFinal = true,
            });
        }
        else if (!entry.Restarts.TryRestart())
        {
            GiveUpOnGroup(entry, failed, "restarts", entry.Restarts.Used, own.Period);
        }
        else if (!_intensity.TryRestart())
        {
            GiveUpOnGroup(entry, failed, "intensity", _intensity.Used, _settings.Period);
        }
        else
        {
            _services.Events.Publish(new GroupRestarting(entry.Name, _settings.Name, failed.Delay, failed.Message));
            RestartWithOthers(entry, failed.Delay, $"group {entry.Name} gave up");
        }
    }

    private bool IsStoppedByPlan(ChildEntry entry) => _plan is { Starting: null } plan && plan.Failed != entry && plan.WillStart(entry);

    // The engine's new incarnation takes its process over; only an actor that keeps failing is given up on.
    private void OnInternalError(EngineEntry entry, Exception cause)
    {
        if (!entry.InternalErrors.TryRestart())
        {
            var failure = new EngineFailure(FailureKind.Internal, $"internal error: {cause.Message}", null, []);
            GiveUp(entry, entry.Status.Attempt, failure, "internal errors", entry.InternalErrors.Used, TimeSpan.FromMinutes(1));
        }
    }

    private List<ChildEntry> Affected(ChildEntry failed)
    {
        // What is restarted alone leaves a plan that starts the others where it is.
        if (_settings.Strategy == GroupStrategy.OneForOne)
        {
            return [];
        }

        var affected = _settings.Strategy == GroupStrategy.OneForAll
            ? _entries.Where(entry => entry != failed && !StaysFatal(entry))
            : _entries.Where(entry => entry.Order > failed.Order && !StaysFatal(entry));
        // A child that waits for its turn in an unfinished plan stays part of the new one.
        return _plan is null
            ? [.. affected]
            : [.. affected.Union(_plan.Unstarted).Where(entry => entry != failed)];
    }

    // By its policy: only a start by hand, or that of the whole group, brings it back.
    private static bool StaysFatal(ChildEntry entry) => entry is EngineEntry { Status.State: EngineState.Fatal, RetryAt: null, IsStartAsked: false };

    private void GiveUp(EngineEntry entry, int attempt, EngineFailure failure, string limit, int restarts, TimeSpan within)
    {
        _services.Events.Publish(new BudgetExhausted(entry.Name, _settings.Name, attempt, restarts, within, limit, failure));
        GiveUp(entry, attempt, failure, Summary(entry, failure, limit, restarts, within), isFinal: false);
    }

    private void GiveUp(EngineEntry entry, int attempt, EngineFailure failure, string summary, bool isFinal)
    {
        entry.Actor.Tell(new GivenUp(failure));
        GiveUp(new GroupFailedException(_settings.Name, entry.Name, attempt, summary, failure, [], DelayOf(entry, failure))
        {
            ExitCode = entry.Settings.Failures.PolicyOf(failure.Kind).ExitCode,
            IsFinal = isFinal,
        });
    }

    private void GiveUpOnGroup(GroupEntry entry, GroupFailedException failed, string limit, int restarts, TimeSpan within)
    {
        _services.Events.Publish(new BudgetExhausted(failed.Engine, _settings.Name, failed.Attempt, restarts, within, limit, failed.Failure));
        var what = limit == "intensity" ? $"group {_settings.Name}" : $"group {entry.Name}";
        var summary = string.Create(
            CultureInfo.InvariantCulture, $"{failed.Message}; {what} was restarted {restarts} times within {Describe(within)} ({limit} exhausted)");
        GiveUp(new GroupFailedException(_settings.Name, failed.Engine, failed.Attempt, summary, failed.Failure, [], failed.Delay)
        {
            ExitCode = failed.ExitCode,
        });
    }

    private void GiveUp(GroupFailedException failure)
    {
        _mode = GroupMode.GivingUp;
        _plan = null;
        _stopAsked = false;
        Timers.CancelAll();
        _givingUp = failure;
        StopEverything(failure.Engine.Length == 0 ? failure.Message : $"gave up on {failure.Engine}");
    }

    private string Summary(EngineEntry entry, EngineFailure failure, string limit, int restarts, TimeSpan within)
    {
        var what = limit == "intensity" ? $"group {_settings.Name}" : "it";
        var why = limit switch
        {
            "dependency" => "what it depends on will not come",
            "same-failures" => string.Create(CultureInfo.InvariantCulture, $"it failed {restarts} times in a row in the same way before it was ready"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{what} was restarted {restarts} times within {Describe(within)} ({limit} exhausted)"),
        };
        return $"engine {entry.Name} given up: {why}; {Last(failure)}";
    }

    private static string Describe(TimeSpan time) => time.TotalHours >= 1 && time.Minutes == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.#} h")
        : time.TotalMinutes >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.#} min")
            : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");
}
