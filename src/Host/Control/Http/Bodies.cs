// What requests and answers hold beside the types of the facade; each is a few fields, and they are read together with ControlJson.
using System.Collections.Immutable;

namespace Supervision.Control.Http;

internal sealed record DesiredBody(string? Desired, bool Wait = false, double? Timeout = null);

internal sealed record WaitBody(bool Wait = false, double? Timeout = null);

internal sealed record RollBody(int MaxUnavailable = 1, bool Wait = false, double? Timeout = null);

internal sealed record InstancesBody(int? Instances, bool Wait = false, double? Timeout = null);

internal sealed record SignalBody(string? Signal, bool Group = false);

internal sealed record BeatBody(string? Status);

internal sealed record ShutdownBody(bool Hasten = false);

internal sealed record MarkBody(string? Text);

internal sealed record LevelBody(string? Level);

internal sealed record EnginesAnswer(IReadOnlyList<EngineSnapshot> Engines);

internal sealed record GroupsAnswer(IReadOnlyList<GroupSnapshot> Groups);

internal sealed record Problem(string Type, string Title, int Status, string Detail)
{
    public ImmutableArray<EngineOutcome>? Engines { get; init; }

    public ImmutableArray<ConfigurationProblem>? Problems { get; init; }
}

/// <summary>The answer of <c>/health</c>.</summary>
internal sealed record WatchdogAnswer(string Status, string Service, string Version, string? Detail, ImmutableSortedDictionary<string, WatchdogEngine> Engines);

internal sealed record WatchdogEngine(string Status, string State, int? Pid, double? HeartbeatAgeSeconds, DateTimeOffset? LastSeen, int RestartCount);
