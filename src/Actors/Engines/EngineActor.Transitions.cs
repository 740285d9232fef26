// The state machine's step: look up, enter the state, publish, act.
using Supervision.Actors.Events;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Engines;

internal sealed partial class EngineActor
{
    private void Apply(EngineSignal signal)
    {
        var from = _record.State;
        var (next, action) = EngineStateTable.Lookup(from, signal);
        if (action == EngineAction.Ignore)
        {
            return;
        }

        if (signal is EngineSignal.StopRequested)
        {
            _record.Intent = StopIntent.Stop;
        }
        else if (signal is EngineSignal.RestartRequested && action != EngineAction.RememberRestart)
        {
            _record.Intent = StopIntent.Restart;
        }
        else if (signal is EngineSignal.StartRequested && from == EngineState.Unknown && _record.Intent == StopIntent.Stop)
        {
            // Remembered until the survivors are gone.
            _record.Intent = StopIntent.Restart;
        }

        if (action == EngineAction.Spawn)
        {
            _record.BackoffBefore = from == EngineState.Backoff ? _services.Time.GetElapsedTime(_record.BackoffSince) : TimeSpan.Zero;
        }

        if (action == EngineAction.Spawn && !_record.Clearing)
        {
            PrepareAttempt();
        }

        if (next != from)
        {
            Enter(from, next);
        }

        Act(action);
    }

    private void Enter(EngineState from, EngineState next)
    {
        _record.State = next;
        _record.StateSince = _services.Time.GetUtcNow();
        if (from == EngineState.Running)
        {
            EndWatching(next);
        }

        if (next != EngineState.Backoff)
        {
            Timers.Cancel(nameof(BackoffElapsed));
        }

        _services.Events.Publish(EventFor(from, next));
        TellGroup();
        AnswerIfDown();
    }

    private EngineStateChanged EventFor(EngineState from, EngineState next)
    {
        var (engine, group, pid, attempt) = (_settings.Name, _settings.Group, _record.Process?.Pid, _record.Attempt);
        return next switch
        {
            EngineState.Starting => new EngineStarting(engine, group, null, _record.Clearing ? attempt + 1 : attempt, from),
            EngineState.Running => new EngineRunning(engine, group, pid, attempt, from),
            EngineState.Backoff => new EngineBackoff(engine, group, null, attempt, from, _record.BackoffDelay, _record.Failures),
            EngineState.Stopping => new EngineStopping(engine, group, pid, attempt, from, _record.StopReason),
            EngineState.Exited => new EngineExited(engine, group, pid, attempt, from, _record.Exit, _record.Failure),
            EngineState.Stopped => new EngineStopped(engine, group, null, attempt, from, _record.Exit),
            EngineState.Fatal => new EngineFatal(engine, group, null, attempt, from, _record.Failure!),
            _ => new EngineUnknown(engine, group, pid, attempt, from, _record.Survivors),
        };
    }

    private void Act(EngineAction action)
    {
        switch (action)
        {
            case EngineAction.Spawn:
                // While the last attempt's tree is being cleared, the spawn waits for the Cleared signal.
                if (!_record.Clearing)
                {
                    BeginSpawn();
                }

                break;
            case EngineAction.SpawnDeferred:
                PrepareAttempt();
                BeginSpawn();
                break;
            case EngineAction.Monitor:
                BeginWatching(_record.Process!);
                break;
            case EngineAction.StopTree:
                BeginStop();
                break;
            case EngineAction.ClearTree:
                BeginClear();
                break;
            case EngineAction.RememberStop:
                _record.Intent = StopIntent.Stop;
                _record.Start?.Cancel();
                SettleIfNothingRuns();
                break;
            case EngineAction.RememberRestart:
                // A failure that is being cleaned up leads to another attempt anyway, by the supervisor's rules.
                _record.Intent = _record.Intent == StopIntent.Fail ? StopIntent.Fail : StopIntent.Restart;
                break;
            case EngineAction.Settle:
                Settle();
                break;
            case EngineAction.Fail when _settings.Restart == RestartType.Temporary:
                // Never restarted, so its failure is nobody's to decide on.
                Finish();
                break;
            case EngineAction.Fail:
                Release();
                throw new EngineFailedException(_settings.Name, _record.Failure!) { BeforeReady = !_record.WasReady, Attempt = _record.Attempt };
            case EngineAction.Finish:
                Finish();
                break;
            case EngineAction.ArmBackoff:
                Timers.StartSingleTimer(nameof(BackoffElapsed), new BackoffElapsed(_record.Attempt), _record.BackoffDelay);
                break;
            case EngineAction.Rest:
                Release();
                break;
            case EngineAction.ReportSurvivors:
                ScheduleKillAgain();
                break;
            case EngineAction.KillAgain:
                OnKillAgainDue();
                break;
        }
    }

    // A stop during STARTING normally waits for the spawn's result; where the spawn itself still waited, there is none to wait for.
    private void SettleIfNothingRuns()
    {
        if (!_record.Spawning && !_record.Clearing && _record.Process is null)
        {
            Settle();
        }
    }

    private void Settle()
    {
        UseNextSettings();
        // A restart that has to ask before its second half is a stop first.
        var asks = _record is { Intent: StopIntent.Restart, State: EngineState.Stopping or EngineState.Exited or EngineState.Unknown } && !_settings.DependsOn.IsEmpty;
        Apply(_record.Intent switch
        {
            StopIntent.Restart when !asks => EngineSignal.ClearedToRestart,
            StopIntent.Fail => EngineSignal.ClearedToFail,
            _ => EngineSignal.ClearedToStop,
        });
        if (asks && _record.Desired == DesiredState.Up)
        {
            Hold();
        }
    }

    private void Finish()
    {
        if (!_record.Held && _record.Intent != StopIntent.Restart)
        {
            _record.Desired = DesiredState.Down;
        }

        Release();
        TellGroup();
        AnswerIfDown();
    }

    // The tree is empty: nothing of the process is needed any more.
    private void Release()
    {
        _record.Process?.Dispose();
        _record.Process = null;
        _record.Signals?.Dispose();
        _record.Signals = null;
    }

    private void BecomeReady()
    {
        if (_record.Readiness == Readiness.Ready)
        {
            return;
        }

        var left = _settings.ReadyAfter - _services.Time.GetElapsedTime(_record.SpawnedAt);
        if (left > TimeSpan.Zero)
        {
            Timers.StartSingleTimer(nameof(ReadyDue), new ReadyDue(_record.Attempt), left);
            TellGroup();
            return;
        }

        Timers.Cancel(nameof(ReadyDue));
        _record.Readiness = Readiness.Ready;
        _record.ReadySince = _services.Time.GetTimestamp();
        _record.WasReady = true;
        NoteReady();
        _services.Events.Publish(new EngineReady(
            _settings.Name, _settings.Group, _record.Pid, _record.Attempt, _services.Time.GetElapsedTime(_record.SpawnedAt)));
        TellGroup();
        BeginPostStartHook();
    }

    private void OnReadyDue()
    {
        if (_record.State == EngineState.Running)
        {
            BecomeReady();
        }
    }

    private void BecomeNotReady(string why)
    {
        _record.Readiness = Readiness.NotReady;
        _record.ReadySince = null;
        _services.Events.Publish(new EngineNotReady(_settings.Name, _settings.Group, _record.Pid, _record.Attempt, why));
        TellGroup();
    }

    private TimeSpan? ReadyFor() => _record.ReadySince is { } since ? _services.Time.GetElapsedTime(since) : null;

    private void TellGroup() => Context.Parent.Tell(new EngineChanged(Status(), _record.Survivors));

    private EngineStatus Status() => _record.Status(_settings);
}
