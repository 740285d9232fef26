// Overview
// The sampler's thread tells this actor its samples. Each limit has a track of its own; what has been exceeded for the sustain time is
// published once, and where the action is a restart, asked for with every further sample until it is granted: the group lets the
// instances of one engine go one after the other, and whoever has to wait asks again with fresh numbers. Nothing is asked for within
// the grace after a start, so that a restart for another reason is not followed by one for memory that belonged to the attempt before.
using System.Collections.Immutable;
using System.Globalization;
using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Reload;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Actors.Memory;

/// <summary>Samples an engine's tree and holds it against the limits.</summary>
internal sealed class MemoryActor : ReceiveActor
{
    private const int Shown = 5;

    private EngineSettings _settings;
    private readonly TreeServices _services;
    private readonly List<LimitTrack> _tracks = [];
    private GrowthTrack? _growth;
    private AttemptStarted? _attempt;
    private SampleSubscription? _subscription;
    private long _startedAt;

    public MemoryActor(EngineSettings settings, TreeServices services)
    {
        _settings = settings;
        _services = services;
        Receive<AttemptStarted>(OnStarted);
        Receive<AttemptEnded>(_ => OnEnded());
        Receive<NewSettings>(OnNewSettings);
        Receive<SampleTaken>(taken => taken.Attempt == _attempt?.Attempt, OnSample);
        // Of an attempt that is over.
        Receive<SampleTaken>(_ => { });
    }

    public static Props Create(EngineSettings settings, TreeServices services) => Props.Create(() => new MemoryActor(settings, services));

    protected override void PostStop() => OnEnded();

    private void OnStarted(AttemptStarted attempt)
    {
        OnEnded();
        _attempt = attempt;
        _startedAt = attempt.SpawnedAt ?? _services.Time.GetTimestamp();
        var memory = _settings.Memory;
        if (memory.Interval <= TimeSpan.Zero)
        {
            return;
        }

        _growth = memory.Growth.BytesPerHour > 0 ? new GrowthTrack(memory.Growth.Window, _services.Time) : null;
        foreach (var rule in Enum.GetValues<MemoryRule>())
        {
            _tracks.Add(new LimitTrack(rule, _services.Time));
        }

        _subscription = _services.Sampler.Subscribe(
            attempt.Process,
            new SampleOptions { Interval = memory.Interval, OpenFiles = memory.OpenFiles, SharedMemory = memory.MaxPss > 0 },
            new Teller(Self, attempt.Attempt));
    }

    private void OnNewSettings(NewSettings message)
    {
        _settings = message.Settings;
        if (_attempt is { } attempt && message.Concerns(EngineComparison.Memory))
        {
            var startedAt = _startedAt;
            OnStarted(attempt);
            _startedAt = startedAt;
        }
    }

    private void OnEnded()
    {
        _subscription?.Dispose();
        _subscription = null;
        _services.SharedGroup.Forget(_settings.Name);
        _attempt = null;
        _growth = null;
        _tracks.Clear();
    }

    private void OnSample(SampleTaken taken)
    {
        _services.Oom.Poll();
        var (memory, sample) = (_settings.Memory, taken.Sample);
        var group = memory.MaxCgroup.IsNone ? default : _services.SharedGroup.Group?.ReadMemory() ?? default;
        _services.Events.Publish(
            new MemorySampled(_settings.Name, _settings.Group, _attempt!.Process.Pid, taken.Attempt, sample.RssBytes, sample.Processes)
            {
                Sample = sample,
                Top = taken.Top,
                Cgroup = group.WorkingSetBytes,
            });

        // Also during the grace, so that the window begins with the attempt.
        var growth = _growth?.Add(sample.RssBytes);
        var largest = !memory.MaxCgroup.IsNone && _services.SharedGroup.IsLargest(_settings.Name, sample.RssBytes);
        if (sample.State == SampleState.Unavailable || _services.Time.GetElapsedTime(_startedAt) < memory.Grace)
        {
            return;
        }

        string? request = null;
        foreach (var track in _tracks)
        {
            var (used, limit) = track.Rule switch
            {
                MemoryRule.Rss => (sample.RssBytes, memory.MaxRss),
                MemoryRule.Pss => (sample.SharedMemory?.PssBytes ?? 0, memory.MaxPss),
                MemoryRule.Cgroup => (largest ? group.WorkingSetBytes ?? 0 : 0, memory.MaxCgroup.Of(group.EffectiveLimitBytes) ?? 0),
                _ => (growth ?? 0, memory.Growth.BytesPerHour),
            };
            if (track.Weigh(limit > 0 && used > limit, memory.Sustain))
            {
                Report(track, taken, used, limit);
                request ??= Phrase(track, used, limit);
            }
        }

        if (request is not null && memory.Action != MemoryAction.Event)
        {
            Context.Parent.Tell(new RestartWanted(taken.Attempt, request, memory.Action == MemoryAction.DrainRestart));
        }
    }

    private void Report(LimitTrack track, SampleTaken taken, long used, long limit)
    {
        if (track.TakeNews())
        {
            _services.Events.Publish(
                new MemoryExceeded(
                    _settings.Name, _settings.Group, _attempt!.Process.Pid, taken.Attempt, taken.Sample.RssBytes, limit, track.For)
                {
                    Rule = track.Rule,
                    Used = used,
                    Top = taken.Top,
                });
        }
    }

    private static string Phrase(LimitTrack track, long used, long limit)
    {
        var (what, unit) = track.Rule switch
        {
            MemoryRule.Rss => ("resident memory", "MiB"),
            MemoryRule.Pss => ("proportional memory", "MiB"),
            MemoryRule.Cgroup => ("the control group's memory", "MiB"),
            _ => ("growth of resident memory", "MiB/h"),
        };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{what} {used >> 20} {unit} above the limit of {limit >> 20} {unit} for {track.For.TotalSeconds:0.#} s");
    }

    private sealed record SampleTaken(int Attempt, TreeSample Sample, ImmutableArray<ProcessSample> Top);

    private sealed class Teller(IActorRef actor, int attempt) : ISampleObserver
    {
        public void OnSample(in TreeSample sample, ReadOnlySpan<ProcessSample> processes) =>
            actor.Tell(new SampleTaken(attempt, sample, [.. processes[..Math.Min(processes.Length, Shown)]]), ActorRefs.NoSender);
    }
}
