using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Heartbeats;
using Supervision.Actors.Messages;
using Supervision.Actors.Settings;
using Supervision.Entrypoint.Logging;
using Supervision.Posix;

namespace Supervision.Entrypoint.Tests.Logging;

public sealed class EventTranslatorTests
{
    private static readonly EngineFailure Failure = new(FailureKind.Signalled, "killed by SIGKILL", ExitStatus.FromSignal(9), ["last words"]);

    private static readonly (SupervisionEvent Event, string Name, string Level)[] Cases =
    [
        (new EngineStarting("e", "g", null, 1, EngineState.Stopped), "engine.starting", "info"),
        (new EngineRunning("e", "g", 7, 1, EngineState.Starting), "engine.running", "info"),
        (new EngineReady("e", "g", 7, 1, TimeSpan.FromSeconds(2)), "engine.ready", "info"),
        (new EngineNotReady("e", "g", 7, 1, "busy"), "engine.not-ready", "info"),
        (new EngineExited("e", "g", 7, 1, EngineState.Running, Failure.Exit, Failure), "engine.exited", "warn"),
        (new EngineExited("e", "g", 7, 1, EngineState.Running, ExitStatus.FromCode(0), null), "engine.exited", "info"),
        (new EngineBackoff("e", "g", null, 1, EngineState.Exited, TimeSpan.FromSeconds(1), 1), "engine.backoff", "warn"),
        (new EngineStopping("e", "g", 7, 1, EngineState.Running, "SIGTERM"), "engine.stopping", "info"),
        (new EngineStopped("e", "g", 7, 1, EngineState.Stopping, ExitStatus.FromSignal(15)), "engine.stopped", "info"),
        (new EngineFatal("e", "g", null, 4, EngineState.Backoff, Failure), "engine.fatal", "warn"),
        (new EngineUnknown("e", "g", 7, 1, EngineState.Stopping, ["7 (x) D"]), "engine.unknown", "warn"),
        (new EngineOutput("e", "g", 7, 1, OutputStream.Stdout, "line"), "engine.output", "info"),
        (new EngineOutputDropped("e", "g", 7, 1, 12), "engine.output-dropped", "warn"),
        (new EngineLogFailed("e", "g", 7, 1, OutputStream.Stdout, "/var/log/e.log", "No space left on device"), "engine.log-failed", "warn"),
        (new EngineLogFailed("e", "g", 7, 1, OutputStream.Stdout, "/var/log/e.log", "it cannot be set aside") { OnlyGrows = true }, "engine.log-grows", "warn"),
        (new EngineLogRecovered("e", "g", 7, 1, OutputStream.Stdout, "/var/log/e.log", 4096), "engine.log-recovered", "info"),
        (new HeartbeatReceived("e", "g", 7, 1), "heartbeat.received", "debug"),
        (new HeartbeatMissed("e", "g", 7, 1, TimeSpan.FromSeconds(6), "stopped"), "heartbeat.missed", "debug"),
        (new ProgressSampled("e", "g", 7, 1, ProgressState.Moving, ProgressState.Idle, TimeSpan.Zero, "1 running"), "progress.sampled", "debug"),
        (new ProgressSampled("e", "g", 7, 1, ProgressState.Unknown, ProgressState.Unknown, TimeSpan.Zero, "refused"), "progress.sampled", "debug"),
        (new ProgressSampled("e", "g", 7, 1, ProgressState.Unknown, null, TimeSpan.Zero, "refused"), "progress.unknown", "info"),
        (new ProgressSampled("e", "g", 7, 1, ProgressState.Hung, ProgressState.Stalled, TimeSpan.FromMinutes(2), "1 running"), "progress.hung", "warn"),
        (new EngineStatusReported("e", "g", 7, 1, "loading"), "engine.status", "debug"),
        (new LivenessSuppressed("e", "g", 7, 1, 3, "no answer"), "probe.suppressed", "warn"),
        (new ProbeCompleted("e", "g", 7, 1, ProbeKind.Startup, new ProbeResult(true, true, "200"), 0), "probe.succeeded", "debug"),
        (new ProbeCompleted("e", "g", 7, 1, ProbeKind.Liveness, new ProbeResult(false, true, "503"), 2), "probe.failed", "debug"),
        (new MemorySampled("e", "g", 7, 1, 1000, 2), "memory.sampled", "debug"),
        (new MemoryExceeded("e", "g", 7, 1, 1000, 900, TimeSpan.FromSeconds(30)), "memory.exceeded", "warn"),
        (new EngineChildExited("e", "g", 7, 1, 8, "worker", ExitStatus.FromSignal(9), false), "engine.child-exited", "debug"),
        (new EngineChildExited("e", "g", 7, 1, 8, "worker", null, true), "engine.child-exited", "warn"),
        (new BudgetExhausted("e", "g", 4, 3, TimeSpan.FromHours(1), "budget", Failure), "group.budget-exhausted", "warn"),
        (new BudgetExhausted("e", "g", 4, 3, TimeSpan.FromHours(1), "budget", Failure) { RetryAfter = TimeSpan.FromMinutes(10) }, "group.budget-exhausted", "warn"),
        (new GroupRestarting("g", "p", TimeSpan.FromSeconds(2), "gave up"), "group.restarting", "warn"),
        (new GroupDown("g", "gave up", Failure), "group.down", "error"),
        (new GroupDown("g", "ended", null), "group.down", "info"),
        (new ConfigurationReloaded(["a"], [], [], [], 2, ["journal"]), "configuration.reloaded", "info"),
        (new ReloadRefused("x.conf:1:1: error: bad"), "configuration.reload-refused", "warn"),
        (new EngineScaled("e", "g", 1, 3), "engine.scaled", "info"),
        (new RollingRestartStarted("e", "g", 3, 1), "engine.rolling-restart-started", "info"),
        (new RollingRestartEnded("e", "g", 3, 0, null), "engine.rolling-restart-ended", "info"),
        (new RollingRestartEnded("e", "g", 1, 2, "stops"), "engine.rolling-restart-ended", "warn"),
        (new EngineWaiting("e", "g", null, 1, "db ready (backoff)"), "engine.waiting", "info"),
        (new FailureClassified("e", "g", 7, 1, FailureKind.Exited, Failure), "engine.failure-classified", "warn"),
        (new FailurePolicyApplied("e", "g", 1, FailureAction.Wait, Failure), "engine.policy-applied", "warn"),
        (new GateWaiting("e", "g", 2, "port", "port 8000 is in use by pid 9 (x)"), "gate.waiting", "info"),
        (new GatePassed("e", "g", 2, "port", TimeSpan.FromSeconds(2), "the port is free"), "gate.passed", "info"),
        (new GateFailed("e", "g", 2, "gpu", FailureKind.GpuBusy, "GPU 0 has 1 GiB free"), "gate.failed", "warn"),
        (new FilesRemoved("e", "g", 2, ["/dev/shm/vllm-1"]), "gate.files-removed", "info"),
        (new HookCompleted("e", "g", 7, 1, "pre-stop", TimeSpan.FromSeconds(2), null), "hook.completed", "info"),
        (new HookCompleted("e", "g", 7, 1, "pre-stop", TimeSpan.FromSeconds(2), "curl exited with code 7"), "hook.completed", "warn"),
        (new EvidenceWritten("e", "g", 7, 1, "/var/lib/e/x", 4096, null), "evidence.written", "info"),
        (new EvidenceWritten("e", "g", 7, 1, "/var/lib/e/x", 4096, "py-spy was not found"), "evidence.written", "warn"),
        (new CommandGiven("restart", "vllm", "alice (http 127.0.0.1:1)", "1 engine"), "control.command", "info"),
        (new CommandGiven("mark", "", "uid 0 (pbm, pid 7)", "a text"), "control.command", "info"),
        (new JournalFailed("/var/lib/j", "No space left on device"), "journal.failed", "warn"),
        (new JournalRecovered("/var/lib/j", 12), "journal.recovered", "info"),
        (new GroupAdded("g"), "group.added", "debug"),
        (new GroupRemoved("g"), "group.removed", "debug"),
        (new TreeStarted(), "tree.started", "debug"),
        (new TreeStopping("SIGTERM"), "tree.stopping", "info"),
        (new TreeStopped(), "tree.stopped", "debug"),
        (new HandoverStarted("/usr/local/bin/supervision"), "tree.handover-started", "info"),
        (new HandoverRefused("engine a is starting"), "tree.handover-refused", "warn"),
        (new TreeTakenOver(3, 2), "tree.taken-over", "debug"),
        (new EventsDropped("audit", 3, "its buffer is full"), "events.dropped", "warn"),
        (new StrangerReaped(99), "process.stranger-reaped", "debug"),
    ];

    [Fact]
    public void Write_EachEvent_LogsItsNameAndLevel()
    {
        var fixture = new LogFixture(LogFormat.Json);
        var translator = new EventTranslator(fixture.Log);

        foreach (var (value, _, _) in Cases)
            translator.Write(value);

        LogLine[] lines = fixture.FinishJson();
        Assert.Equal(Cases.Select(c => (c.Name, c.Level)), lines.Select(line => (line.Event, line.Level)));
        Assert.All(lines, line => Assert.DoesNotContain('{', line.Message));
    }

    [Theory]
    [InlineData("vllm", "alice (http 10.0.0.7:1): restart vllm: 1 ok")]
    [InlineData("", "alice (http 10.0.0.7:1): restart: 1 ok")]
    public void Command_IsToldWithItsTarget_WhereItHasOne(string target, string message)
    {
        var fixture = new LogFixture(LogFormat.Json);

        new EventTranslator(fixture.Log).Write(new CommandGiven("restart", target, "alice (http 10.0.0.7:1)", "1 ok"));

        Assert.Equal(message, Assert.Single(fixture.FinishJson()).Message);
    }

    [Fact]
    public void Cases_OfThisTest_CoverTheWholeFamily() =>
        Assert.Empty(typeof(SupervisionEvent).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(SupervisionEvent)) && !type.IsAbstract)
            .Except(Cases.Select(c => c.Event.GetType())));
}
