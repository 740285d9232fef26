// What holds a start back. The guardian knows the state of every engine. At each moment at which an attempt would begin (a start, a
// restart, the end of a backoff) the engine asks it and keeps its state (STOPPED, EXITED, BACKOFF, FATAL) until the answer is that
// nothing is waited for any more. An answer given before the question is not taken for one: what it says may have changed since.
using Supervision.Actors.Events;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Engines;

internal sealed partial class EngineActor
{
    private bool HasNoProcess => !_record.Clearing && !_record.Spawning && _record.Process is null;

    // True where the attempt that a command wants has to ask first.
    private bool Asks()
    {
        if (_record is { State: EngineState.Exited, Clearing: true } && !_settings.DependsOn.IsEmpty)
        {
            // Not before the tree is empty: what is said now may not hold then.
            _record.Intent = StopIntent.Restart;
            return true;
        }

        return HasNoProcess && Hold();
    }

    // True where the attempt must not begin now.
    private bool Hold()
    {
        if (_settings.DependsOn.IsEmpty)
        {
            return false;
        }

        _record.Held = true;
        _record.WaitingFor = null;
        _services.Guardian.Tell(new DependenciesWanted(_settings.Name, ++_record.Question));
        return true;
    }

    private void OnDependencies(DependencyNews news)
    {
        if (news.Ended is { } ended)
        {
            OnDependencyEnded(ended);
        }

        if (!_record.Held || news.Question != _record.Question)
        {
            return;
        }

        if (news.Lost is { } why)
        {
            FailForDependency(why);
        }
        else if (news.WaitingFor is null)
        {
            _record.Held = false;
            Apply(EngineSignal.StartRequested);
        }
        else if (news.WaitingFor != _record.WaitingFor)
        {
            _record.WaitingFor = news.WaitingFor;
            _services.Events.Publish(new EngineWaiting(_settings.Name, _settings.Group, null, _record.Attempt, news.WaitingFor));
            TellGroup();
        }
    }

    // The engine goes down now and asks for its start when its tree is empty.
    private void OnDependencyEnded(string why)
    {
        if (_record.State == EngineState.Running)
        {
            SetStopReason(why);
            Apply(EngineSignal.RestartRequested);
        }
        else if (_record.State == EngineState.Starting)
        {
            _record.RestartWhenSpawned = why;
        }
    }

    private void FailForDependency(string why)
    {
        _record.Held = false;
        _record.Failure = new EngineFailure(FailureKind.Dependency, why, null, []);
        Apply(EngineSignal.DependencyFailed);
        if (_settings.Restart != RestartType.Temporary)
        {
            throw new EngineFailedException(_settings.Name, _record.Failure) { BeforeReady = true, Attempt = _record.Attempt };
        }
    }
}
