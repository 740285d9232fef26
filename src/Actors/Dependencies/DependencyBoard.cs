// Overview
// What every engine of the tree has come to, as far as others depend on it. Pure bookkeeping for the guardian's actor: it is told of
// each status and of each line that a condition waits for, and says what a start waits for. An engine is named by its own name, which
// stands for all its instances, or by the name of one of them.
using System.Diagnostics.CodeAnalysis;
using Supervision.Actors.Engines;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Dependencies;

/// <summary>Weighs the dependencies of engines.</summary>
internal sealed class DependencyBoard
{
    private readonly Dictionary<string, Member> _members = new(StringComparer.Ordinal);

    /// <summary>An engine that is part of the tree by now.</summary>
    public void Add(EngineSettings settings, EngineStatus status) => _members[settings.Name] = new Member(settings) { Status = status };

    public void Remove(string engine) => _members.Remove(engine);

    /// <summary>Other settings of an engine that is part of the tree.</summary>
    public void Change(EngineSettings settings)
    {
        if (_members.TryGetValue(settings.Name, out var member))
        {
            member.Settings = settings;
        }
    }

    /// <summary>Every engine of the tree.</summary>
    public IEnumerable<EngineSettings> Engines => _members.Values.Select(member => member.Settings);

    /// <summary>All instances of an engine, by its name or that of one instance.</summary>
    public IReadOnlyList<EngineSettings> InstancesOf(string engine)
    {
        var key = _members.TryGetValue(engine, out var member) ? member.Settings.Engine : engine;
        return [.. _members.Values.Select(one => one.Settings).Where(one => one.Engine == key).OrderBy(one => one.Instance)];
    }

    /// <summary>A line that matches a pattern was written in an attempt.</summary>
    public void Seen(string engine, int attempt, string pattern)
    {
        if (_members.TryGetValue(engine, out var member))
        {
            member.Lines[pattern] = attempt;
        }
    }

    /// <summary>The lines that were seen: by engine and pattern, the last attempt.</summary>
    public Dictionary<string, Dictionary<string, int>> Lines() => _members.Where(member => member.Value.Lines.Count > 0)
        .ToDictionary(member => member.Key, member => new Dictionary<string, int>(member.Value.Lines));

    /// <summary>Takes a status in; true where an attempt of the engine has ended with it.</summary>
    public bool Update(EngineStatus status)
    {
        if (!_members.TryGetValue(status.Name, out var member))
        {
            return false;
        }

        var ended = member.Status.State == EngineState.Running && (status.State != EngineState.Running || status.Attempt > member.Status.Attempt);
        member.Status = status;
        return ended;
    }

    /// <summary>The engines that depend on one, directly.</summary>
    public IEnumerable<(EngineSettings Engine, DependencySettings On)> DependentsOf(string engine)
    {
        if (!_members.TryGetValue(engine, out var target))
        {
            yield break;
        }

        foreach (var member in _members.Values)
        {
            foreach (var dependency in member.Settings.DependsOn)
            {
                if (IsMeant(dependency, target.Settings))
                {
                    yield return (member.Settings, dependency);
                }
            }
        }
    }

    /// <summary>Whether one dependency is fulfilled by every engine it names.</summary>
    public bool IsFulfilled(DependencySettings dependency) => MembersOf(dependency) is { Count: > 0 } all && all.TrueForAll(one => Holds(one, dependency));

    /// <summary>What a start waits for, and why that will never come; both null where nothing is in its way.</summary>
    public (string? WaitingFor, string? Lost) Weigh(string engine)
    {
        if (!_members.TryGetValue(engine, out var member))
        {
            return default;
        }

        var waiting = new List<string>();
        foreach (var dependency in member.Settings.DependsOn)
        {
            var all = MembersOf(dependency);
            if (all.Count == 0)
            {
                waiting.Add($"{dependency} (there is no such engine)");
            }

            foreach (var one in all)
            {
                if (Holds(one, dependency))
                {
                    continue;
                }

                if (IsLost(one, dependency, out var why))
                {
                    return (dependency.ToString(), why);
                }

                waiting.Add($"{dependency with { Engine = one.Settings.Name }} ({Describe(one.Status)})");
            }
        }

        return (waiting.Count == 0 ? null : string.Join(", ", waiting), null);
    }

    private List<Member> MembersOf(DependencySettings dependency) => [.. _members.Values.Where(member => IsMeant(dependency, member.Settings))];

    private static bool IsMeant(DependencySettings dependency, EngineSettings target) => dependency.Engine == target.Name || dependency.Engine == target.Engine;

    private static bool Holds(Member one, DependencySettings dependency)
    {
        var status = one.Status;
        return dependency.Condition switch
        {
            DependencyCondition.Started => status.State == EngineState.Running,
            DependencyCondition.Ready => status is { State: EngineState.Running, Readiness: Readiness.Ready },
            DependencyCondition.Healthy => status is { State: EngineState.Running, Healthy: true },
            DependencyCondition.Completed => HasEnded(status) && status.LastFailure is null,
            _ => one.Lines.TryGetValue(dependency.Pattern ?? "", out var attempt) && attempt == status.Attempt
                && (status.State == EngineState.Running || HasEnded(status)),
        };
    }

    // What is stopped, or waits, may come back; what has ended or was given up on does not, unless somebody starts it.
    private static bool IsLost(Member one, DependencySettings dependency, [NotNullWhen(true)] out string? why)
    {
        var status = one.Status;
        why = status switch
        {
            { State: EngineState.Fatal, RetryAt: null } => $"{status.Name}, which it depends on, was given up on: {status.LastFailure?.Message}",
            _ when !HasEnded(status) => null,
            _ when dependency.Condition == DependencyCondition.Completed => $"{status.Name}, which it depends on, did not complete: {status.LastFailure?.Message}",
            _ => $"{status.Name}, which it depends on, has ended and will not be {dependency.Condition.ToString().ToLowerInvariant()} again",
        };
        return why is not null;
    }

    private static bool HasEnded(EngineStatus status) => status is { State: EngineState.Exited, Desired: DesiredState.Down };

    private static string Describe(EngineStatus status) => status switch
    {
        { WaitingFor: { } waiting } => $"waits for {waiting}",
        { State: EngineState.Running, Readiness: not Readiness.Ready } => "not ready",
        _ => status.State.ToString().ToLowerInvariant(),
    };

    private sealed class Member(EngineSettings settings)
    {
        public EngineSettings Settings { get; set; } = settings;

        public required EngineStatus Status { get; set; }

        /// <summary>Patterns, and the last attempt that wrote such a line.</summary>
        public Dictionary<string, int> Lines { get; } = new(StringComparer.Ordinal);
    }
}
