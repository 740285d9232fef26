// The asynchronous operations on the process: spawn, wait, stop, clear. Each ends in exactly one message to Self.
using Supervision.Actors.Evidence;
using Supervision.Actors.Gates;
using Supervision.Actors.Hooks;
using Supervision.Actors.Heartbeats;
using Supervision.Actors.Logs;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Actors.Engines;

internal sealed partial class EngineActor
{
    // How long after the tree is empty its last output may take to be read; descriptors that strangers hold are not waited for.
    private static readonly TimeSpan _drainTime = TimeSpan.FromMilliseconds(500);

    private void PrepareAttempt()
    {
        UseNextSettings();
        _record.Attempt++;
        _record.Intent = StopIntent.Fail;
        _record.Survivors = [];
        _record.Draining = false;
        _record.WasReady = false;
        _record.WasAlive = false;
        _record.HasStarted = false;
        _record.RestartWhenSpawned = null;
        _record.Held = false;
        _record.WaitingFor = null;
        _record.KillAtOnce = false;
        _record.Symptom = null;
        _record.PostStartRan = false;
        _record.PreStopRan = false;
        _record.StatusText = null;
        _toldStatus = null;
        Timers.Cancel(nameof(StatusDue));
    }

    private void BeginSpawn()
    {
        Release();
        _record.Exit = null;
        _record.Spawning = true;
        _record.SpawnedAt = _services.Time.GetTimestamp();
        BeginHistory();
        var attempt = _record.Attempt;
        var signals = new AttemptSignals(_settings, _services.Time);
        _record.Signals = signals;
        _record.Output = new OutputCapture(_services.Logs.For(_settings), _settings, attempt, signals, EndOn(attempt));
        _record.Start = new StartOperation();
        _record.Spawn = new StartSequence(_services, _settings, _record.Gpu, Info(_record.Failure?.Message ?? ""), signals, _record.Start)
            .RunAsync(_record.Output);
        _record.Spawn.PipeTo(
            Self, Self,
            result => new SpawnCompleted(attempt, result),
            cause => new SpawnCompleted(attempt, new SpawnResult.Failed(new SpawnFailure(SpawnStep.Host, 0, cause.Message))));
    }

    private void OnSpawnCompleted(SpawnCompleted message)
    {
        _record.Spawning = false;
        _record.Spawn = null;
        switch (message.Result)
        {
            case SpawnResult.Started started:
                _record.Process = started.Process;
                // Gates and hooks are over; what counts as the time to get ready begins.
                _record.SpawnedAt = _services.Time.GetTimestamp();
                _record.Group = _services.Oom.OwnGroupOf(started.Process.Pid);
                _record.OomKillsBefore = OomDetector.KillsOf(_record.Group);
                _record.History.Change(one => one with { Pid = started.Process.Pid });
                _record.Signals!.Begin(started.Process);
                Watch(started.Process);
                Apply(EngineSignal.Spawned);
                _record.Output!.Begin();
                if (_record.RestartWhenSpawned is { } ended)
                {
                    OnDependencyEnded(ended);
                }

                break;
            case SpawnResult.Failed when _record is { State: EngineState.Stopping, Start.Cancellation.IsCancellationRequested: true }:
                // A start that was given up for a stop has not failed.
                EndHistory(null);
                Apply(EngineSignal.SpawnFailed);
                break;
            case SpawnResult.Failed failed:
                _record.Failure = _record.Start?.Refusal ?? new EngineFailure(FailureKind.SpawnFailed, failed.Failure.Message, null, []);
                EndHistory(_record.Failure);
                Apply(EngineSignal.SpawnFailed);
                break;
        }
    }

    private void Watch(IChildProcess process)
    {
        var attempt = _record.Attempt;
        process.Exited.PipeTo(
            Self, Self,
            status => new LeaderExited(attempt, status),
            cause => new OperationFailed("waiting for the engine's exit failed", cause));
    }

    private void OnLeaderExited(LeaderExited message)
    {
        _record.Exit = message.Status;
        TellStatus();
        Timers.Cancel(nameof(StatusDue));
        if (_record.State == EngineState.Running)
        {
            Classify(message.Status);
        }

        Apply(EngineSignal.LeaderExited);
        EndPreStop();
    }

    private void BeginWatching(IChildProcess process)
    {
        _record.Readiness = Readiness.Starting;
        _record.ReadySince = null;
        var started = new AttemptStarted(_record.Attempt, process, _record.Signals!);
        _heartbeat.Tell(started);
        _memory.Tell(started);
        _children.Tell(started);
        if (_settings.Probes.Startup is null && _settings.Probes.Readiness is null)
        {
            BecomeReady();
        }
        else
        {
            TellGroup();
        }
    }

    private void EndWatching(EngineState next)
    {
        CancelPostStartHook();
        Timers.Cancel(nameof(ReadyDue));
        _heartbeat.Tell(AttemptEnded.Instance);
        _memory.Tell(AttemptEnded.Instance);
        _children.Tell(AttemptEnded.Instance);
        if (_record.Readiness == Readiness.Ready && next == EngineState.Stopping)
        {
            BecomeNotReady(_record.StopReason);
        }

        _record.Readiness = Readiness.Unknown;
        _record.ReadySince = null;
    }

    private void BeginStop()
    {
        if (_record.Clearing)
        {
            return;
        }

        if (_record.Process is null)
        {
            SettleIfNothingRuns();
            return;
        }

        // The wait and the hook are for balancers to notice; an engine that failed serves nobody, unless all that it failed is a limit.
        if ((_record.Intent != StopIntent.Fail || _record.Draining) && !_record.Hasten.IsCancellationRequested && !_record.Process.HasExited)
        {
            _record.PreStopWaits = _settings.Stop.PreStop > TimeSpan.Zero;
            if (_record.PreStopWaits)
            {
                Timers.StartSingleTimer(nameof(PreStopElapsed), new PreStopElapsed(_record.Attempt), _settings.Stop.PreStop);
            }

            BeginPreStopHook();
        }

        ContinueStop();
    }

    private void OnPreStopElapsed()
    {
        _record.PreStopWaits = false;
        ContinueStop();
    }

    // Nothing is left to wait for before the signal.
    private void EndPreStop()
    {
        if (!_record.PreStopWaits && _record.PreStopHook is null)
        {
            return;
        }

        Timers.Cancel(nameof(PreStopElapsed));
        _record.PreStopWaits = false;
        CancelPreStopHook();
        ContinueStop();
    }

    private void ContinueStop()
    {
        if (_record.State != EngineState.Stopping || _record.Clearing || _record.PreStopWaits || _record.PreStopHook is not null
            || _record.Process is not { } process)
        {
            return;
        }

        if (_record.KillAtOnce)
        {
            BeginClear();
            return;
        }

        var kind = _record.Intent == StopIntent.Fail ? _record.Failure?.Kind : null;
        var (attempt, output) = (Info(_record.StopReason), _record.Output!);
        Clear(process, _record.Hasten, (p, hasten) => StopTreeAsync(p, output, attempt, kind, hasten));
    }

    // What could tell why is written down before the signal where the engine failed while it lives, else when it did not heed it.
    private async Task<TreeStopResult> StopTreeAsync(
        IChildProcess process, OutputCapture output, AttemptInfo attempt, FailureKind? failed, CancellationToken hasten)
    {
        var stop = _settings.Stop;
        var options = new TreeStopOptions { Signal = stop.Signal, Scope = SignalScope.Group, Grace = stop.Timeout, KillWait = stop.KillTimeout };
        var evidence = _settings.Evidence;
        if (failed is { } kind && EvidenceGatherer.IsWanted(_settings, kind))
        {
            await new EvidenceGatherer(_services).GatherAsync(attempt, FailureKinds.NameOf(kind), process, output, hasten).ConfigureAwait(false);
        }
        else if (evidence.Directory.Length > 0 && stop.Timeout > TimeSpan.Zero)
        {
            // The grace ends with the evidence: by our word, or by itself should that never come.
            using var over = CancellationTokenSource.CreateLinkedTokenSource(hasten);
            var stopping = process.StopTreeAsync(options with { Grace = stop.Timeout + evidence.Timeout + _drainTime }, over.Token);
            await Task.WhenAny(stopping, Task.Delay(stop.Timeout, _services.Time, hasten)).ConfigureAwait(false);
            if (!stopping.IsCompleted && !hasten.IsCancellationRequested)
            {
                await new EvidenceGatherer(_services).GatherAsync(attempt, EvidenceGatherer.DidNotStop, process, output, hasten).ConfigureAwait(false);
            }

            await over.CancelAsync().ConfigureAwait(false);
            return await stopping.ConfigureAwait(false);
        }

        return await process.StopTreeAsync(options, hasten).ConfigureAwait(false);
    }

    private void BeginClear()
    {
        var bound = _settings.Stop.KillTimeout;
        Clear(_record.Process!, _record.Hasten, (p, _) => p.KillTreeAsync(bound));
    }

    private void Clear(
        IChildProcess process, CancellationTokenSource hasten, Func<IChildProcess, CancellationToken, Task<TreeStopResult>> stop)
    {
        _record.Clearing = true;
        var attempt = _record.Attempt;
        ClearAsync(process, _record.Output!, stop, Info(_record.Failure?.Message ?? _record.StopReason), hasten.Token).PipeTo(
            Self, Self,
            cleared => new TreeCleared(attempt, cleared.Survivors, cleared.Exit),
            // Nothing is proven then, which is what UNKNOWN stands for.
            cause => new TreeCleared(attempt, [$"unknown, because the stop itself failed: {cause.Message}"], null));
    }

    // Empty tree first, then the end of its output: a failure is reported with the last lines. The hook is last: it may count on both.
    private async Task<(IReadOnlyList<string> Survivors, ExitStatus? Exit)> ClearAsync(
        IChildProcess process, OutputCapture output, Func<IChildProcess, CancellationToken, Task<TreeStopResult>> stop, AttemptInfo attempt,
        CancellationToken hasten)
    {
        var result = await stop(process, hasten).ConfigureAwait(false);
        if (result is TreeStopResult.Survivors survivors)
        {
            return ([.. survivors.Members.Select(member => member.ToString())], null);
        }

        // The leader is gone, so its status is on its way; the event that follows must carry it.
        await Task.WhenAny(process.Exited, Task.Delay(_drainTime, CancellationToken.None)).ConfigureAwait(false);
        await Task.WhenAny(output.Closed, Task.Delay(_drainTime, CancellationToken.None)).ConfigureAwait(false);
        output.Flush();
        ExitStatus? exit = process.Exited.IsCompletedSuccessfully ? await process.Exited.ConfigureAwait(false) : null;
        await new HookRunner(_services).RunAsync("post-stop", _settings.Hooks.PostStop, attempt with { Exit = exit }, hasten).ConfigureAwait(false);
        return ([], exit);
    }

    private void OnTreeCleared(TreeCleared message)
    {
        _record.Clearing = false;
        _record.Exit ??= message.Exit;
        _record.Survivors = message.Survivors;
        if (message.Survivors.Count > 0)
        {
            Apply(EngineSignal.Survived);
            return;
        }

        CompleteFailure();
        EndHistory(EndedByItself ? _record.Failure : null);
        Timers.Cancel(nameof(KillAgainDue));
        Settle();
    }

    private IReadOnlyList<string> LastOutput() => _record.Output?.LastLines() ?? [];

    private void ScheduleKillAgain() =>
        Timers.StartSingleTimer(nameof(KillAgainDue), new KillAgainDue(_record.Attempt), _settings.Stop.KillTimeout);

    private void OnKillAgainDue()
    {
        if (_record is { State: EngineState.Unknown, Clearing: false, Process: not null })
        {
            BeginClear();
        }
    }
}
