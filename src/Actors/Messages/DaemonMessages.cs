namespace Supervision.Actors.Messages;

/// <summary>
/// Every log line of the daemon. Ids come in blocks of a hundred per subject; an id or name that was released is never given another
/// meaning.
/// </summary>
internal static class DaemonMessages
{
    // 1000: the daemon
    public static readonly DaemonMessage DaemonStarting = new(1000, "daemon.starting", Level.Information,
        "version {version:l} starting as pid {pid}; engines: {engines}, groups: {groups}");
    public static readonly DaemonMessage StopRequested = new(1001, "daemon.stop-requested", Level.Information,
        "received {signal:l}, stopping");
    public static readonly DaemonMessage Hastened = new(1002, "daemon.hastened", Level.Information,
        "received {signal:l}, not waiting any longer");
    public static readonly DaemonMessage Stopped = new(1003, "daemon.stopped", Level.Information, "{summary:l}");
    public static readonly DaemonMessage GaveUp = new(1004, "daemon.gave-up", Level.Error, "{summary:l}");
    public static readonly DaemonMessage InternalError = new(1005, "daemon.internal-error", Level.Fatal,
        "this is a bug in supervision, please report it: {error:l}");
    public static readonly DaemonMessage Survivors = new(1006, "daemon.survivors", Level.Warning,
        "these processes could not be killed: {survivors:l}");
    public static readonly DaemonMessage CannotStart = new(1007, "daemon.cannot-start", Level.Fatal, "cannot start: {error:l}");

    public static readonly DaemonMessage LogsReopened = new(1008, "daemon.logs-reopened", Level.Information,
        "received {signal:l}, reopened every log file");
    public static readonly DaemonMessage ReloadRequested = new(1009, "daemon.reload-requested", Level.Information,
        "received {signal:l}, reloading the configuration");

    public static readonly DaemonMessage ReplacementRequested = new(1010, "daemon.replacement-requested", Level.Information,
        "received {signal:l}, asking {program:l} whether it can take over");
    public static readonly DaemonMessage DaemonReplaced = new(1011, "daemon.replaced", Level.Information,
        "version {version:l} goes on as pid {pid}; engines: {engines}, running: {processes}");
    public static readonly DaemonMessage StateLost = new(1012, "daemon.state-lost", Level.Error,
        "what the earlier program left cannot be used, its engines are killed and start anew: {error:l}");
    public static readonly DaemonMessage CommandGiven = new(1013, "control.command", Level.Information,
        "{by:l}: {command:l} {target:l}: {result:l}");
    public static readonly DaemonMessage DaemonCommandGiven = new(1015, "control.command", Level.Information, "{by:l}: {command:l}: {result:l}");

    public static readonly DaemonMessage PbmListening = new(1014, "control.pbm-listening", Level.Debug, "pbm is answered at {endpoints:l}");

    public static readonly DaemonMessage OutOfResources = new(1016, "daemon.out-of-resources", Level.Fatal,
        "the system gives no more threads, open files (limit {openFiles}) or memory, so every engine is stopped; raise the limit that is reached:"
        + " ulimit -n or LimitNOFILE= for open files, ulimit -u or TasksMax= for threads, MemoryMax= for memory");

    // 1100: configuration
    public static readonly DaemonMessage ConfigurationWarning = new(1100, "configuration.warning", Level.Warning, "{warning:l}");
    public static readonly DaemonMessage ConfigurationReloaded = new(1101, "configuration.reloaded", Level.Information,
        "configuration reloaded: {summary:l}");
    public static readonly DaemonMessage ReloadRefused = new(1102, "configuration.reload-refused", Level.Warning,
        "configuration not reloaded, everything runs on as it was: {why:l}");

    // 1200: tree and groups
    public static readonly DaemonMessage TreeStarted = new(1200, "tree.started", Level.Debug, "tree started");
    public static readonly DaemonMessage TreeStopping = new(1201, "tree.stopping", Level.Information, "stopping every engine: {why:l}");
    public static readonly DaemonMessage TreeStopped = new(1202, "tree.stopped", Level.Debug, "tree stopped");
    public static readonly DaemonMessage HandoverStarted = new(1203, "tree.handover-started", Level.Information,
        "handing every engine over to {program:l}");
    public static readonly DaemonMessage HandoverRefused = new(1204, "tree.handover-refused", Level.Warning,
        "the program is not replaced, everything runs on as it was: {why:l}");
    public static readonly DaemonMessage TreeTakenOver = new(1205, "tree.taken-over", Level.Debug,
        "took over engines: {engines}, running: {processes}");
    public static readonly DaemonMessage GroupAdded = new(1210, "group.added", Level.Debug, "group {group:l} is supervised");
    public static readonly DaemonMessage GroupRemoved = new(1211, "group.removed", Level.Debug, "group {group:l} is gone");
    public static readonly DaemonMessage BudgetExhausted = new(1220, "group.budget-exhausted", Level.Warning,
        "group {group:l} gives up: {limit:l} exhausted by engine {engine:l}, restarts within {within}: {restarts}; {reason:l}");

    public static readonly DaemonMessage EngineGivenUp = new(1221, "group.budget-exhausted", Level.Warning,
        "engine {engine:l} of group {group:l} is left alone for {retryAfter}: {limit:l} exhausted, restarts within {within}: {restarts}; {reason:l}");
    public static readonly DaemonMessage GroupRestarting = new(1222, "group.restarting", Level.Warning,
        "group {group:l} is restarted in {delay} by group {parent:l}: {why:l}");
    public static readonly DaemonMessage GroupGaveUp = new(1223, "group.down", Level.Error, "group {group:l} stays down: {why:l}");
    public static readonly DaemonMessage GroupEnded = new(1224, "group.down", Level.Information, "group {group:l} has ended: {why:l}");
    public static readonly DaemonMessage EngineScaled = new(1230, "engine.scaled", Level.Information,
        "engine {engine:l} goes from {from} to {to} instances");
    public static readonly DaemonMessage RollingStarted = new(1231, "engine.rolling-restart-started", Level.Information,
        "engine {engine:l}: rolling restart of {instances} instances, at most {maxUnavailable} unavailable");
    public static readonly DaemonMessage RollingEnded = new(1232, "engine.rolling-restart-ended", Level.Information,
        "engine {engine:l}: rolling restart done, instances: {restarted}");
    public static readonly DaemonMessage RollingAborted = new(1233, "engine.rolling-restart-ended", Level.Warning,
        "engine {engine:l}: rolling restart ended early with {left} instances left: {why:l}");

    // 1300: state of an engine
    public static readonly DaemonMessage EngineStarting = new(1300, "engine.starting", Level.Information,
        "engine {engine:l} starting, attempt {attempt}");
    public static readonly DaemonMessage EngineRunning = new(1301, "engine.running", Level.Information,
        "engine {engine:l} running as pid {pid}");
    public static readonly DaemonMessage EngineBackoff = new(1302, "engine.backoff", Level.Warning,
        "engine {engine:l} backing off {delay} after failure {failures}: {reason:l}");
    public static readonly DaemonMessage EngineStopping = new(1303, "engine.stopping", Level.Information,
        "engine {engine:l} stopping: {why:l}");
    public static readonly DaemonMessage EngineEnded = new(1304, "engine.exited", Level.Information,
        "engine {engine:l} ended normally: {reason:l}");
    public static readonly DaemonMessage EngineFailed = new(1305, "engine.exited", Level.Warning, "engine {engine:l} failed: {reason:l}");
    public static readonly DaemonMessage EngineStopped = new(1306, "engine.stopped", Level.Information, "engine {engine:l} stopped: {reason:l}");
    public static readonly DaemonMessage EngineFatal = new(1307, "engine.fatal", Level.Warning,
        "engine {engine:l} is given up on: {reason:l}");
    public static readonly DaemonMessage EngineUnknown = new(1308, "engine.unknown", Level.Warning,
        "engine {engine:l} left processes that KILL did not end: {survivors:l}");
    public static readonly DaemonMessage ChildExited = new(1309, "engine.child-exited", Level.Debug,
        "process {child} ({name:l}) of engine {engine:l} ended: {how:l}");
    public static readonly DaemonMessage FailureClassified = new(1311, "engine.failure-classified", Level.Warning,
        "engine {engine:l} failed: {reason:l}");
    public static readonly DaemonMessage PolicyApplied = new(1312, "engine.policy-applied", Level.Warning,
        "failure {failure:l} of engine {engine:l} leads to {action:l} by its policy: {reason:l}");
    public static readonly DaemonMessage CriticalChildExited = new(1310, "engine.child-exited", Level.Warning,
        "critical process {child} ({name:l}) of engine {engine:l} ended: {how:l}");

    public static readonly DaemonMessage EngineWaiting = new(1313, "engine.waiting", Level.Information,
        "engine {engine:l} waits for {for:l}");

    // 1400: readiness, heartbeat and probes
    public static readonly DaemonMessage EngineReady = new(1400, "engine.ready", Level.Information,
        "engine {engine:l} ready after {after}");
    public static readonly DaemonMessage EngineNotReady = new(1401, "engine.not-ready", Level.Information,
        "engine {engine:l} not ready: {why:l}");
    public static readonly DaemonMessage HeartbeatReceived = new(1410, "heartbeat.received", Level.Debug, "heartbeat of engine {engine:l}");
    public static readonly DaemonMessage HeartbeatMissed = new(1411, "heartbeat.missed", Level.Debug,
        "no heartbeat of engine {engine:l} for {age}: {why:l}");
    public static readonly DaemonMessage ProgressSampled = new(1412, "progress.sampled", Level.Debug,
        "progress of engine {engine:l}: {state:l}, {detail:l}");
    public static readonly DaemonMessage ProgressHung = new(1413, "progress.hung", Level.Warning,
        "engine {engine:l} has work in flight and makes no progress for {stalled}: {detail:l}");
    public static readonly DaemonMessage ProgressUnknown = new(1414, "progress.unknown", Level.Information,
        "progress of engine {engine:l} is unknown: {detail:l}");
    public static readonly DaemonMessage EngineStatusReported = new(1415, "engine.status", Level.Debug, "engine {engine:l} says: {text:l}");
    public static readonly DaemonMessage ProbeSucceeded = new(1420, "probe.succeeded", Level.Debug,
        "{probe:l} probe of engine {engine:l}: {detail:l}");
    public static readonly DaemonMessage ProbeFailed = new(1421, "probe.failed", Level.Debug,
        "{probe:l} probe of engine {engine:l} failed (in a row: {failures}): {detail:l}");

    public static readonly DaemonMessage LivenessSuppressed = new(1422, "probe.suppressed", Level.Warning,
        "liveness probe of engine {engine:l} failed (in a row: {failures}), but the engine makes progress and stays: {why:l}");

    // 1500: memory
    public static readonly DaemonMessage MemorySampled = new(1500, "memory.sampled", Level.Debug,
        "engine {engine:l} uses {rss} bytes, processes: {processes}");
    public static readonly DaemonMessage MemoryExceeded = new(1501, "memory.exceeded", Level.Warning,
        "engine {engine:l} exceeds {rule:l} for {for}: {used}, limit {limit}; largest processes: {top:l}");

    // 1600: output of the engines
    public static readonly DaemonMessage Output = new(1600, "engine.output", Level.Information, "{line:l}");
    public static readonly DaemonMessage OutputDropped = new(1601, "engine.output-dropped", Level.Warning,
        "lines of engine {engine:l} dropped because they came faster than they could be read: {lines}");
    public static readonly DaemonMessage EngineLogFailed = new(1602, "engine.log-failed", Level.Warning,
        "{logStream:l} of engine {engine:l} is lost because {target:l} cannot be written: {error:l}");
    public static readonly DaemonMessage EngineLogRecovered = new(1603, "engine.log-recovered", Level.Information,
        "{logStream:l} of engine {engine:l} is written to {target:l} again; lost: {lost}");
    public static readonly DaemonMessage EngineLogGrows = new(1604, "engine.log-grows", Level.Warning,
        "{target:l}, where {logStream:l} of engine {engine:l} goes, grows beyond its limit because {error:l}");

    // 1700: observers
    public static readonly DaemonMessage EventsDropped = new(1700, "events.dropped", Level.Warning,
        "listener {listener:l} lost events ({why:l}): {events}");
    public static readonly DaemonMessage LinesDropped = new(1701, "log.dropped", Level.Warning,
        "log lines dropped because standard output was blocked or closed: {lines}");
    public static readonly DaemonMessage TelemetryFails = new(1710, "telemetry.failed", Level.Warning,
        "telemetry does not reach its collector, {problem:l}; it is tried again, quietly");
    public static readonly DaemonMessage TelemetryWorks = new(1711, "telemetry.recovered", Level.Information, "telemetry reaches its collector again");
    public static readonly DaemonMessage OtherEvent = new(1702, "event.other", Level.Debug, "{text:l}");

    // 1900: gates and hooks
    public static readonly DaemonMessage GateWaiting = new(1900, "gate.waiting", Level.Information,
        "engine {engine:l} waits for the gate {gate:l}: {why:l}");
    public static readonly DaemonMessage GatePassed = new(1901, "gate.passed", Level.Information,
        "engine {engine:l} passed the gate {gate:l} after {after}: {why:l}");
    public static readonly DaemonMessage GateFailed = new(1902, "gate.failed", Level.Warning,
        "engine {engine:l} is not started, gate {gate:l}: {why:l}");
    public static readonly DaemonMessage FilesRemoved = new(1903, "gate.files-removed", Level.Information,
        "removed what engine {engine:l} left behind: {files:l}");
    public static readonly DaemonMessage HookSucceeded = new(1910, "hook.completed", Level.Information,
        "hook {hook:l} of engine {engine:l} succeeded after {after}");
    public static readonly DaemonMessage HookFailed = new(1911, "hook.completed", Level.Warning,
        "hook {hook:l} of engine {engine:l} failed after {after}: {problem:l}");

    // 2000: journal and evidence
    public static readonly DaemonMessage JournalFailed = new(2000, "journal.failed", Level.Warning,
        "the journal {path:l} does not work, events are kept in memory only: {error:l}");
    public static readonly DaemonMessage JournalRecovered = new(2001, "journal.recovered", Level.Information,
        "the journal {path:l} works again; events that are not in it: {lost}");

    public static readonly DaemonMessage EvidenceWritten = new(2010, "evidence.written", Level.Information,
        "what could be seen of engine {engine:l} is in {path:l} ({bytes} bytes)");
    public static readonly DaemonMessage EvidenceIncomplete = new(2011, "evidence.written", Level.Warning,
        "what could be seen of engine {engine:l} is in {path:l} ({bytes} bytes), not all of it: {problem:l}");

    // 1800: the process and its actors
    public static readonly DaemonMessage StrangerReaped = new(1800, "process.stranger-reaped", Level.Debug,
        "reaped process {pid}, which no engine owns");
    public static readonly DaemonMessage ActorError = new(1801, "actor.error", Level.Warning, "error in actor {source:l}: {error:l}");
    public static readonly DaemonMessage ActorWarning = new(1802, "actor.warning", Level.Debug, "warning of actor {source:l}: {error:l}");
}
