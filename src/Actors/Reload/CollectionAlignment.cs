using System.Collections.Immutable;
using Supervision.Actors.Engines;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Reload;

/// <summary>Gives settings the collections of older ones wherever both hold the same, so that records with them compare by value.</summary>
internal static class CollectionAlignment
{
    public static EngineSettings Of(EngineSettings before, EngineSettings after) => after with
    {
        Engine = after.Engine,
        Labels = Of(before.Labels, after.Labels),
        Command = Of(before.Command, after.Command),
        Environment = Of(before.Environment, after.Environment),
        EnvironmentFiles = Of(before.EnvironmentFiles, after.EnvironmentFiles),
        Secrets = Of(before.Secrets, after.Secrets),
        RunAs = after.RunAs with { SupplementaryGroups = Of(before.RunAs.SupplementaryGroups, after.RunAs.SupplementaryGroups) },
        Limits = Of(before.Limits, after.Limits),
        CpuAffinity = Of(before.CpuAffinity, after.CpuAffinity),
        CriticalChildren = Of(before.CriticalChildren, after.CriticalChildren),
        DependsOn = Of(before.DependsOn, after.DependsOn),
        Probes = new ProbesSettings
        {
            Startup = Of(before.Probes.Startup, after.Probes.Startup),
            Liveness = Of(before.Probes.Liveness, after.Probes.Liveness),
            Readiness = Of(before.Probes.Readiness, after.Probes.Readiness),
        },
        Heartbeat = after.Heartbeat with { Progress = Of(before.Heartbeat.Progress, after.Heartbeat.Progress) },
        Failures = after.Failures with
        {
            Patterns = Of(before.Failures.Patterns, after.Failures.Patterns),
            Policies = Of(before.Failures.Policies, after.Failures.Policies),
        },
        Gates = Of(before.Gates, after.Gates),
        Hooks = after.Hooks with
        {
            PreStart = Of(before.Hooks.PreStart, after.Hooks.PreStart),
            PostStart = Of(before.Hooks.PostStart, after.Hooks.PostStart),
            PreStop = Of(before.Hooks.PreStop, after.Hooks.PreStop),
            PostStop = Of(before.Hooks.PostStop, after.Hooks.PostStop),
        },
        Evidence = Of(before.Evidence, after.Evidence),
    };

    private static ProbeSettings? Of(ProbeSettings? before, ProbeSettings? after) =>
        after is null ? null : after with { Check = Of(before?.Check, after.Check) };

    private static ProbeCheck Of(ProbeCheck? before, ProbeCheck after) => (before, after) switch
    {
        (ProbeCheck.Exec old, ProbeCheck.Exec exec) => new ProbeCheck.Exec(Of(old.Command, exec.Command)),
        (ProbeCheck.Http old, ProbeCheck.Http http) => http with { Headers = Of(old.Headers, http.Headers) },
        _ => after,
    };

    private static ProgressSettings Of(ProgressSettings before, ProgressSettings after) => after with
    {
        Running = Of(before.Running, after.Running),
        Waiting = Of(before.Waiting, after.Waiting),
        Counter = Of(before.Counter, after.Counter),
    };

    private static GateSettings Of(GateSettings before, GateSettings after) => after with
    {
        PortFree = Of(before.PortFree, after.PortFree),
        ShmClean = Of(before.ShmClean, after.ShmClean),
        Command = Of(before.Command, after.Command),
        Gpu = after.Gpu with { Devices = Of(before.Gpu.Devices, after.Gpu.Devices) },
    };

    private static HookCommand Of(HookCommand before, HookCommand after) => after with { Command = Of(before.Command, after.Command) };

    private static EvidenceSettings Of(EvidenceSettings before, EvidenceSettings after)
    {
        var (old, commands) = (before.Commands, after.Commands);
        var same = old.Length == commands.Length && old.Zip(commands).All(pair => pair.First.SequenceEqual(pair.Second));
        return after with { Commands = same ? old : commands };
    }

    private static ImmutableArray<T> Of<T>(ImmutableArray<T> before, ImmutableArray<T> after) => before.SequenceEqual(after) ? before : after;

    private static ImmutableArray<T>? Of<T>(ImmutableArray<T>? before, ImmutableArray<T>? after) =>
        before is { } old && after is { } now ? Of(old, now) : after;

    private static ImmutableSortedDictionary<string, T> Of<T>(ImmutableSortedDictionary<string, T> before, ImmutableSortedDictionary<string, T> after) =>
        Same(before, after) ? before : after;

    private static ImmutableDictionary<FailureKind, T> Of<T>(ImmutableDictionary<FailureKind, T> before, ImmutableDictionary<FailureKind, T> after) =>
        Same(before, after) ? before : after;

    private static bool Same<TKey, TValue>(IReadOnlyDictionary<TKey, TValue> before, IReadOnlyDictionary<TKey, TValue> after) =>
        before.Count == after.Count && before.All(pair => after.TryGetValue(pair.Key, out var other) && Equals(pair.Value, other));
}
