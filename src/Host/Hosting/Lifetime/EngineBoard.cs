// Overview
// A gate decides with each request, so it must not ask an actor. The board holds what the events have told, and one dictionary lookup is the
// answer. Events can be lost (a listener's buffer is bounded) and engines come and go with reloads; whoever feeds the board then replaces
// it by what the tree itself answers, so it is never wrong for good.
using System.Collections.Concurrent;
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Settings;

namespace Supervision.Hosting;

/// <summary>How every engine is by now. Thread-safe; written by one listener.</summary>
internal sealed class EngineBoard(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, EngineView> _engines = new(StringComparer.Ordinal);
    private TaskCompletionSource _change = NewChange();

    public TimeProvider Time => time;

    /// <summary>Completes with the next change.</summary>
    public Task NextChange => Volatile.Read(ref _change).Task;

    /// <summary>All instances, in no order.</summary>
    public ICollection<EngineView> All => _engines.Values;

    /// <summary>The instance of a name, or else all instances of the engine of that name; empty for none.</summary>
    public IReadOnlyList<EngineView> Find(string name) =>
        _engines.TryGetValue(name, out var one) ? [one] : [.. _engines.Values.Where(view => view.Engine == name)];

    /// <summary>Begins with every engine of the settings.</summary>
    public void Begin(SupervisionSettings settings)
    {
        foreach (var engine in settings.Engines)
            _engines.TryAdd(engine.Name, new EngineView(engine.Name, engine.Engine));
    }

    /// <summary>Puts what the tree answered in place of what is there.</summary>
    public void Replace(SupervisionSettings settings, IReadOnlyList<EngineStatus> statuses)
    {
        var keys = settings.Engines.ToDictionary(engine => engine.Name, engine => engine.Engine, StringComparer.Ordinal);
        foreach (var status in statuses)
        {
            var now = time.GetTimestamp();
            _engines.AddOrUpdate(
                status.Name,
                name => Update(new EngineView(name, keys.GetValueOrDefault(name, name)) { StartedAt = now }),
                (name, before) => Update(before with { Engine = keys.GetValueOrDefault(name, before.Engine) }));

            EngineView Update(EngineView view) => view with
            {
                State = status.State,
                Readiness = status.Readiness,
                Attempt = status.Attempt,
                LastFailure = status.LastFailure,
            };
        }

        foreach (var name in _engines.Keys.Except(statuses.Select(status => status.Name)))
            _engines.TryRemove(name, out _);
        Pulse();
    }

    /// <summary>Takes an event in.</summary>
    public void Take(SupervisionEvent value)
    {
        if (value is not EngineEvent engine)
            return;
        _engines.AddOrUpdate(engine.Engine, name => Next(new EngineView(name, name), engine), (_, before) => Next(before, engine));
        if (value is EngineStateChanged or EngineReady or EngineNotReady)
            Pulse();
    }

    private EngineView Next(EngineView view, EngineEvent value)
    {
        var now = time.GetTimestamp();
        return value switch
        {
            EngineStarting e => Entered(view, e) with { StartedAt = now, BeatAt = null, RetryAt = null },
            EngineRunning e => Entered(view, e) with { BeatAt = now, Readiness = Readiness.Starting },
            EngineBackoff e => Entered(view, e) with { RetryAt = now + (long)(e.Delay.TotalSeconds * time.TimestampFrequency) },
            EngineExited e => Entered(view, e) with { LastFailure = e.Failure ?? view.LastFailure },
            EngineFatal e => Entered(view, e) with { LastFailure = e.Failure },
            EngineStateChanged e => Entered(view, e),
            EngineReady e => view with { Readiness = Readiness.Ready, StartupTook = view.Readiness == Readiness.Starting ? e.After : view.StartupTook },
            EngineNotReady => view with { Readiness = Readiness.NotReady },
            HeartbeatReceived => view with { BeatAt = now },
            HeartbeatMissed e => view with { BeatAt = now - (long)(e.Age.TotalSeconds * time.TimestampFrequency) },
            FailureClassified e => view with { LastFailure = e.Failure },
            BudgetExhausted { RetryAfter: { } retry } => view with { RetryAt = now + (long)(retry.TotalSeconds * time.TimestampFrequency) },
            _ => view,
        };
    }

    private static EngineView Entered(EngineView view, EngineStateChanged change) => view with
    {
        State = change.To,
        Attempt = change.Attempt,
        Readiness = change.To == EngineState.Stopping ? Readiness.NotReady : Readiness.Unknown,
    };

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Pulse() => Interlocked.Exchange(ref _change, NewChange()).TrySetResult();
}
