using System.Collections.Immutable;
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Heartbeats;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Actors.Messages;

/// <summary>Turns the events of a tree into log lines. For one caller at a time.</summary>
internal sealed class EventTranslator(IMessageLog log)
{
    /// <summary>Message of each engine's latest failure, which the backoff that follows it repeats.</summary>
    private readonly Dictionary<string, string> _lastFailure = [];

    public void Write(SupervisionEvent value)
    {
        switch (value)
        {
            case EngineOutput output: WriteOutput(output); break;
            case EngineStateChanged change: WriteState(change); break;
            case EngineEvent engine: WriteEngine(engine); break;
            default: WriteTree(value); break;
        }
    }

    private void WriteOutput(EngineOutput e) => log.Write(DaemonMessages.Output, e.Timestamp,
        Sequence(e), ("engine", e.Engine), ("group", e.Group), ("pid", e.Pid), ("attempt", e.Attempt),
        ("stream", StreamOf(e.Stream)), ("line", e.Line));

    private void WriteState(EngineStateChanged value)
    {
        switch (value)
        {
            case EngineStarting e: Engine(DaemonMessages.EngineStarting, e); break;
            case EngineRunning e: Engine(DaemonMessages.EngineRunning, e); break;
            case EngineBackoff e:
                Engine(DaemonMessages.EngineBackoff, e, ("delay", e.Delay), ("failures", e.Failures),
                    ("reason", _lastFailure.GetValueOrDefault(e.Engine, "restarted with its group")));
                break;
            case EngineStopping e: Engine(DaemonMessages.EngineStopping, e, ("why", e.Why)); break;
            case EngineExited e: WriteExit(e); break;
            case EngineStopped e:
                Engine(DaemonMessages.EngineStopped, e, ("reason", e.Exit?.ToString() ?? "no process is left"),
                    ("exitCode", e.Exit?.Code), ("signal", SignalOf(e.Exit)));
                break;
            case EngineFatal e:
                Engine(DaemonMessages.EngineFatal, e, ("reason", e.Failure.Message), ("failure", KindOf(e.Failure)));
                break;
            case EngineUnknown e:
                Engine(DaemonMessages.EngineUnknown, e, ("survivors", string.Join(", ", e.Survivors)));
                break;
            default: WriteOther(value); break;
        }
    }

    private void WriteExit(EngineExited e)
    {
        if (e.Failure is { } failure)
        {
            _lastFailure[e.Engine] = failure.Message;
            Engine(DaemonMessages.EngineFailed, e, ("reason", failure.Message), ("failure", KindOf(failure)),
                ("exitCode", e.Exit?.Code), ("signal", SignalOf(e.Exit)));
        }
        else
            Engine(DaemonMessages.EngineEnded, e, ("reason", e.Exit?.ToString() ?? ""),
                ("exitCode", e.Exit?.Code), ("signal", SignalOf(e.Exit)));
    }

    private void WriteEngine(EngineEvent value)
    {
        switch (value)
        {
            case EngineReady e:
                _lastFailure.Remove(e.Engine);
                Engine(DaemonMessages.EngineReady, e, ("after", e.After));
                break;
            case EngineNotReady e: Engine(DaemonMessages.EngineNotReady, e, ("why", e.Why)); break;
            case EngineLogFailed e:
                Engine(e.OnlyGrows ? DaemonMessages.EngineLogGrows : DaemonMessages.EngineLogFailed, e, ("logStream", StreamOf(e.Stream)), ("target", e.Target), ("error", e.Reason));
                break;
            case EngineLogRecovered e:
                Engine(DaemonMessages.EngineLogRecovered, e, ("logStream", StreamOf(e.Stream)), ("target", e.Target), ("lost", e.Lost));
                break;
            case EngineOutputDropped e: Engine(DaemonMessages.OutputDropped, e, ("lines", e.Lines)); break;
            case HeartbeatReceived e: Engine(DaemonMessages.HeartbeatReceived, e); break;
            case HeartbeatMissed e: Engine(DaemonMessages.HeartbeatMissed, e, ("age", e.Age), ("why", e.Why)); break;
            case ProgressSampled e:
                // Said once, not with every scrape.
                Engine(
                    e.State == e.Previous ? DaemonMessages.ProgressSampled
                        : e.State == ProgressState.Hung ? DaemonMessages.ProgressHung
                        : e.State == ProgressState.Unknown ? DaemonMessages.ProgressUnknown : DaemonMessages.ProgressSampled,
                    e, ("state", NameOf(e.State)), ("stalled", e.StalledFor), ("detail", e.Detail));
                break;
            case EngineStatusReported e: Engine(DaemonMessages.EngineStatusReported, e, ("text", e.Text)); break;
            case LivenessSuppressed e: Engine(DaemonMessages.LivenessSuppressed, e, ("failures", e.Failures), ("why", e.Why)); break;
            case ProbeCompleted { Result.Success: true } e:
                Engine(DaemonMessages.ProbeSucceeded, e, ("probe", NameOf(e.Kind)), ("detail", e.Result.Detail));
                break;
            case ProbeCompleted e:
                Engine(DaemonMessages.ProbeFailed, e, ("probe", NameOf(e.Kind)), ("failures", e.ConsecutiveFailures),
                    ("detail", e.Result.Detail));
                break;
            case MemorySampled e:
                Engine(DaemonMessages.MemorySampled, e, ("rss", e.Rss), ("processes", e.Processes), ("pss", e.Sample.SharedMemory?.PssBytes),
                    ("cgroup", e.Cgroup), ("threads", e.Sample.Threads), ("cpu", e.Sample.CpuRate), ("openFiles", e.Sample.OpenFiles));
                break;
            case MemoryExceeded e:
                Engine(DaemonMessages.MemoryExceeded, e, ("rule", NameOf(e.Rule)), ("used", e.Used), ("limit", e.Limit), ("for", e.For),
                    ("rss", e.Rss), ("top", string.Join(", ", e.Top.Select(process => $"{process.Name} ({process.Pid}) {process.RssBytes}"))));
                break;
            case EngineChildExited e:
                Engine(e.Critical ? DaemonMessages.CriticalChildExited : DaemonMessages.ChildExited, e, ("child", e.Child), ("name", e.Name),
                    ("how", e.Status?.ToString() ?? "gone"), ("exitCode", e.Status?.Code), ("signal", SignalOf(e.Status)));
                break;
            case EngineWaiting e: Engine(DaemonMessages.EngineWaiting, e, ("for", e.For)); break;
            case BudgetExhausted { RetryAfter: { } retry } e:
                Engine(DaemonMessages.EngineGivenUp, e, ("retryAfter", retry), ("limit", e.Limit), ("restarts", e.Restarts), ("within", e.Within),
                    ("reason", e.Failure.Message), ("failure", KindOf(e.Failure)));
                break;
            case BudgetExhausted e:
                Engine(DaemonMessages.BudgetExhausted, e, ("limit", e.Limit), ("restarts", e.Restarts), ("within", e.Within),
                    ("reason", e.Failure.Message), ("failure", KindOf(e.Failure)));
                break;
            default: WriteFailure(value); break;
        }
    }

    private void WriteFailure(EngineEvent value)
    {
        switch (value)
        {
            case FailureClassified e:
                _lastFailure[e.Engine] = e.Failure.Message;
                Engine(DaemonMessages.FailureClassified, e, ("reason", e.Failure.Message), ("failure", KindOf(e.Failure)), ("before", FailureKinds.NameOf(e.From)));
                break;
            case FailurePolicyApplied e:
                Engine(DaemonMessages.PolicyApplied, e, ("action", NameOf(e.Action)), ("reason", e.Failure.Message), ("failure", KindOf(e.Failure)));
                break;
            case GateWaiting e: Engine(DaemonMessages.GateWaiting, e, ("gate", e.Gate), ("why", e.Why)); break;
            case GatePassed e: Engine(DaemonMessages.GatePassed, e, ("gate", e.Gate), ("after", e.After), ("why", e.Why)); break;
            case GateFailed e:
                Engine(DaemonMessages.GateFailed, e, ("gate", e.Gate), ("failure", FailureKinds.NameOf(e.Kind)), ("why", e.Why));
                break;
            case FilesRemoved e: Engine(DaemonMessages.FilesRemoved, e, ("files", string.Join(", ", e.Paths))); break;
            case EvidenceWritten { Problem: { } missing } e:
                Engine(DaemonMessages.EvidenceIncomplete, e, ("path", e.Path), ("bytes", e.Bytes), ("problem", missing));
                break;
            case EvidenceWritten e: Engine(DaemonMessages.EvidenceWritten, e, ("path", e.Path), ("bytes", e.Bytes)); break;
            case HookCompleted { Problem: { } problem } e:
                Engine(DaemonMessages.HookFailed, e, ("hook", e.Hook), ("after", e.After), ("problem", problem));
                break;
            case HookCompleted e: Engine(DaemonMessages.HookSucceeded, e, ("hook", e.Hook), ("after", e.After)); break;
            default: WriteOther(value); break;
        }
    }

    private void WriteTree(SupervisionEvent value)
    {
        switch (value)
        {
            case TreeStarted e: log.Write(DaemonMessages.TreeStarted, e.Timestamp, Sequence(e)); break;
            case TreeStopping e: log.Write(DaemonMessages.TreeStopping, e.Timestamp, Sequence(e), ("why", e.Why)); break;
            case TreeStopped e: log.Write(DaemonMessages.TreeStopped, e.Timestamp, Sequence(e)); break;
            case HandoverStarted e: log.Write(DaemonMessages.HandoverStarted, e.Timestamp, Sequence(e), ("program", e.Program)); break;
            case HandoverRefused e: log.Write(DaemonMessages.HandoverRefused, e.Timestamp, Sequence(e), ("why", e.Why)); break;
            case TreeTakenOver e:
                log.Write(DaemonMessages.TreeTakenOver, e.Timestamp, Sequence(e), ("engines", e.Engines), ("processes", e.Processes));
                break;
            case ConfigurationReloaded e:
                log.Write(DaemonMessages.ConfigurationReloaded, e.Timestamp, Sequence(e), ("added", Names(e.Added)), ("removed", Names(e.Removed)),
                    ("restarted", Names(e.Restarted)), ("changed", Names(e.Changed)), ("unchanged", e.Unchanged),
                    ("notApplied", Names(e.NotApplied)), ("summary", SummaryOf(e)));
                break;
            case ReloadRefused e:
                log.Write(DaemonMessages.ReloadRefused, e.Timestamp, Sequence(e), ("why", e.Why.Replace("\n", "; ", StringComparison.Ordinal)));
                break;
            case CommandGiven e:
                log.Write(e.Target.Length > 0 ? DaemonMessages.CommandGiven : DaemonMessages.DaemonCommandGiven, e.Timestamp, Sequence(e), ("by", e.By),
                    ("command", e.Command), ("target", e.Target), ("result", e.Result));
                break;
            case GroupAdded e: log.Write(DaemonMessages.GroupAdded, e.Timestamp, Sequence(e), ("group", e.Group)); break;
            case GroupRemoved e: log.Write(DaemonMessages.GroupRemoved, e.Timestamp, Sequence(e), ("group", e.Group)); break;
            case GroupRestarting e:
                log.Write(DaemonMessages.GroupRestarting, e.Timestamp, Sequence(e), ("group", e.Group), ("parent", e.Parent), ("delay", e.Delay),
                    ("why", e.Why));
                break;
            case GroupDown e:
                log.Write(e.Failure is null ? DaemonMessages.GroupEnded : DaemonMessages.GroupGaveUp, e.Timestamp, Sequence(e), ("group", e.Group),
                    ("why", e.Why));
                break;
            case EngineScaled e:
                log.Write(DaemonMessages.EngineScaled, e.Timestamp, Sequence(e), ("engine", e.Engine), ("group", e.Group), ("from", e.From), ("to", e.To));
                break;
            case RollingRestartStarted e:
                log.Write(DaemonMessages.RollingStarted, e.Timestamp, Sequence(e), ("engine", e.Engine), ("group", e.Group),
                    ("instances", e.Instances), ("maxUnavailable", e.MaxUnavailable));
                break;
            case RollingRestartEnded e:
                log.Write(e.Aborted is null ? DaemonMessages.RollingEnded : DaemonMessages.RollingAborted, e.Timestamp, Sequence(e),
                    ("engine", e.Engine), ("group", e.Group), ("restarted", e.Restarted), ("left", e.Left), ("why", e.Aborted));
                break;
            case EventsDropped e:
                log.Write(DaemonMessages.EventsDropped, e.Timestamp, Sequence(e), ("listener", e.Listener), ("events", e.Events),
                    ("why", e.Why));
                break;
            case JournalFailed e:
                log.Write(DaemonMessages.JournalFailed, e.Timestamp, Sequence(e), ("path", e.Path), ("error", e.Reason));
                break;
            case JournalRecovered e:
                log.Write(DaemonMessages.JournalRecovered, e.Timestamp, Sequence(e), ("path", e.Path), ("lost", e.Lost));
                break;
            case StrangerReaped e: log.Write(DaemonMessages.StrangerReaped, e.Timestamp, Sequence(e), ("pid", e.Pid)); break;
            default: WriteOther(value); break;
        }
    }

    /// <summary>An event that this file does not know yet is shown all the same.</summary>
    private void WriteOther(SupervisionEvent value) =>
        log.Write(DaemonMessages.OtherEvent, value.Timestamp, Sequence(value), ("text", value.ToString()));

    /// <summary>The fields that every event of an engine has, then its own.</summary>
    private void Engine(DaemonMessage message, EngineEvent e, params ReadOnlySpan<LogField> own)
    {
        if (log.IsEnabled(message))
            log.Write(message, e.Timestamp,
                [Sequence(e), ("engine", e.Engine), ("group", e.Group), ("pid", e.Pid), ("attempt", e.Attempt), .. own]);
    }

    private static string? Names(ImmutableArray<string> names) => names.IsEmpty ? null : string.Join(", ", names);

    private static string SummaryOf(ConfigurationReloaded e)
    {
        IEnumerable<string> parts = new[]
        {
            ("added", e.Added), ("removed", e.Removed), ("restarted", e.Restarted), ("changed in place", e.Changed),
            ("only after a restart of the daemon", e.NotApplied),
        }.Where(part => !part.Item2.IsEmpty).Select(part => $"{part.Item1}: {Names(part.Item2)}");
        string summary = string.Join("; ", parts);
        return summary.Length == 0 ? "no change" : summary;
    }

    private static string StreamOf(OutputStream stream) => stream == OutputStream.Stderr ? "stderr" : "stdout";

    private static LogField Sequence(SupervisionEvent e) => ("sequence", e.Sequence);

    private static string? SignalOf(ExitStatus? exit) => exit?.Signal is { } signal ? Signals.NameOf(signal) : null;

    private static string NameOf(ProbeKind kind) => kind switch
    {
        ProbeKind.Startup => "startup",
        ProbeKind.Liveness => "liveness",
        _ => "readiness",
    };

    private static string NameOf(ProgressState state) => state switch
    {
        ProgressState.Idle => "idle",
        ProgressState.Moving => "moving",
        ProgressState.Stalled => "stalled",
        ProgressState.Hung => "hung",
        _ => "unknown",
    };

    private static string NameOf(MemoryRule rule) => rule switch
    {
        MemoryRule.Rss => "max-rss",
        MemoryRule.Pss => "max-pss",
        MemoryRule.Cgroup => "max-cgroup",
        _ => "growth",
    };

    private static string KindOf(EngineFailure failure) => FailureKinds.NameOf(failure.Kind);

    private static string NameOf(FailureAction action) => action switch
    {
        FailureAction.Wait => "wait",
        FailureAction.Stop => "stop",
        FailureAction.Exit => "exit",
        _ => "retry",
    };
}
