// What is counted from events, and what is known of the process itself.
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Journal;

namespace Supervision.Control.Telemetry;

internal sealed partial class SupervisionMetrics
{
    private readonly Counters _restarts = new(Engine, Group, "reason");
    private readonly Counters _failures = new(Engine, Group, "reason");
    private readonly Counters _missed = new(Engine, Group);
    private readonly Counters _exceeded = new(Engine, Group, "rule");
    private readonly Counters _exhausted = new(Engine, Group);
    private readonly Counters _escalations = new(Group);
    private readonly Counters _backoff = new(Engine, Group);
    private readonly Counters _commands = new("command");
    private readonly Counters _dropped = new("listener");
    private readonly Counters _outputDropped = new(Engine, Group);

    private static Metric Counter(string name, string unit, string help, Func<IEnumerable<MetricPoint>> read) =>
        new(name, unit, MetricKind.Counter, help, read);

    private IEnumerable<Metric> Counted() =>
    [
        Counter("supervision.engine.restarts", "{restart}", "Attempts after the first, by the failure that led to them, or command.", _restarts.Read),
        Counter("supervision.engine.failures", "{failure}", "Attempts that failed, by kind.", _failures.Read),
        Counter("supervision.engine.backoff.time", "s", "Delays before attempts, added up when they begin.", () =>
            _backoff.Read().Select(point => point with { Value = point.Value / 1000 })),
        Counter("supervision.engine.heartbeat.missed", "{heartbeat}", "Heartbeats without evidence of life.", _missed.Read),
        Counter("supervision.engine.memory.exceeded", "{excess}", "Memory limits that were exceeded for the sustain time.", _exceeded.Read),
        Counter("supervision.budget.exhausted", "{failure}", "Failures for which no restart was left.", _exhausted.Read),
        Counter("supervision.escalations", "{escalation}", "Groups that gave up.", _escalations.Read),
        Counter("supervision.commands", "{command}", "Commands that were given.", _commands.Read),
        Counter("supervision.events.dropped", "{event}", "Events that a listener lost because it was too slow or failed.", _dropped.Read),
        Counter("supervision.engine.output.dropped", "{line}", "Lines that were not published because a listener was behind.", _outputDropped.Read),
    ];

    private IEnumerable<Metric> OfTheProcess(string version, string? commit)
    {
        var began = _time.GetTimestamp();
        KeyValuePair<string, object?>[] about = [new("version", version), new("commit", commit ?? "")];
        return
        [
            Gauge("supervision.info", "1", "1, with version and commit.", () => [new MetricPoint(1, about)]),
            Gauge("process.uptime", "s", "How long control has been running.", () => [new MetricPoint(_time.GetElapsedTime(began).TotalSeconds, [])]),
            Gauge("process.memory.usage", "By", "Resident memory of the daemon.", () => [new MetricPoint(Environment.WorkingSet, [])]),
            Counter("process.cpu.time", "s", "Time that the daemon used.", () =>
            [
                new MetricPoint(Environment.CpuUsage.UserTime.TotalSeconds, [new("cpu.mode", "user")]),
                new MetricPoint(Environment.CpuUsage.PrivilegedTime.TotalSeconds, [new("cpu.mode", "system")]),
            ]),
        ];
    }

    private void Count(SupervisionEvent value)
    {
        switch (value)
        {
            case EngineStarting { Attempt: > 1 } e:
                _restarts.Add(e.Engine, e.Group, _reasons.GetValueOrDefault(e.Engine, "command"));
                _reasons.Remove(e.Engine);
                EndStop(e, "restarted");
                break;
            case EngineBackoff e:
                _backoff.Add(e.Engine, e.Group, by: (long)e.Delay.TotalMilliseconds);
                break;
            case EngineStopping e:
                _stopping[e.Engine] = (e.Timestamp, e.Why);
                break;
            case EngineExited { Failure: { } failure } e:
                _reasons[e.Engine] = FailureKinds.NameOf(failure.Kind);
                _failures.Add(e.Engine, e.Group, FailureKinds.NameOf(failure.Kind));
                EndStop(e, "failed");
                break;
            case EngineExited e:
                EndStop(e, "ended");
                break;
            case EngineStopped e:
                _reasons.Remove(e.Engine);
                EndStop(e, e.Exit?.Signal == Posix.Signals.Kill ? "killed" : "stopped");
                break;
            case EngineUnknown e:
                EndStop(e, "survived");
                break;
            case EngineReady e:
                StartDuration.Add(e.After, e.Engine, e.Group);
                break;
            case GatePassed e:
                GateDuration.Add(e.After, e.Engine, e.Gate);
                break;
            case HeartbeatMissed e:
                _missed.Add(e.Engine, e.Group);
                break;
            case MemoryExceeded e:
                _exceeded.Add(e.Engine, e.Group, Words.Of(e.Rule));
                break;
            case BudgetExhausted e:
                _exhausted.Add(e.Engine, e.Group);
                break;
            case GroupRestarting e:
                _escalations.Add(e.Group);
                break;
            case GroupDown { Failure: not null } e:
                _escalations.Add(e.Group);
                break;
            case CommandGiven e:
                _commands.Add(e.Command.Split(' ')[0]);
                break;
            case EventsDropped e:
                _dropped.Add(e.Listener, by: e.Events);
                break;
            case EngineOutputDropped e:
                _outputDropped.Add(e.Engine, e.Group, by: e.Lines);
                break;
        }
    }

    // A restart by command goes from STOPPING to STARTING: that ends the stop as well.
    private void EndStop(EngineEvent value, string outcome)
    {
        if (_stopping.Remove(value.Engine, out var began))
        {
            StopDuration.Add(value.Timestamp - began.At, value.Engine, value.Group, outcome);
        }
    }
}
