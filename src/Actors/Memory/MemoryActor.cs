using System.Globalization;
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Memory;

/// <summary>Samples the resident memory of an engine's tree and holds it against the limit.</summary>
internal sealed class MemoryActor : ReceiveActor, IWithTimers
{
    private readonly EngineSettings _settings;
    private readonly TreeServices _services;
    private AttemptStarted? _attempt;
    private long? _exceededSince;
    private bool _reported;

    public MemoryActor(EngineSettings settings, TreeServices services)
    {
        _settings = settings;
        _services = services;
        Receive<AttemptStarted>(OnStarted);
        Receive<AttemptEnded>(_ => OnEnded());
        Receive<SampleDue>(_ => OnSampleDue());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Create(EngineSettings settings, TreeServices services) => Props.Create(() => new MemoryActor(settings, services));

    private void OnStarted(AttemptStarted attempt)
    {
        OnEnded();
        _attempt = attempt;
        if (_settings.Memory.Interval > TimeSpan.Zero)
        {
            Timers.StartPeriodicTimer(nameof(SampleDue), SampleDue.Instance, _settings.Memory.Interval);
        }
    }

    private void OnEnded()
    {
        Timers.Cancel(nameof(SampleDue));
        _attempt = null;
        _exceededSince = null;
        _reported = false;
    }

    private void OnSampleDue()
    {
        if (_attempt is not { } attempt)
        {
            return;
        }

        var usage = _services.Usage.Of(attempt.Process);
        var pid = attempt.Process.Pid;
        _services.Events.Publish(new MemorySampled(_settings.Name, _settings.Group, pid, attempt.Attempt, usage.RssBytes, usage.Processes));
        var limit = _settings.Memory.MaxRss;
        if (limit == 0 || usage.RssBytes <= limit)
        {
            _exceededSince = null;
            _reported = false;
            return;
        }

        _exceededSince ??= _services.Time.GetTimestamp();
        var exceededFor = _services.Time.GetElapsedTime(_exceededSince.Value);
        if (_reported || exceededFor < _settings.Memory.Sustain)
        {
            return;
        }

        _reported = true;
        _services.Events.Publish(new MemoryExceeded(
            _settings.Name, _settings.Group, pid, attempt.Attempt, usage.RssBytes, limit, exceededFor));
        if (_settings.Memory.Action == MemoryAction.Restart)
        {
            Context.Parent.Tell(new EngineUnhealthy(attempt.Attempt, FailureKind.MemoryExceeded, string.Create(
                CultureInfo.InvariantCulture,
                $"resident memory {usage.RssBytes >> 20} MiB above the limit of {limit >> 20} MiB for {exceededFor.TotalSeconds:0.#} s")));
        }
    }

    private sealed record SampleDue
    {
        public static SampleDue Instance { get; } = new();
    }
}
