using System.Collections.Immutable;
using Supervision.Actors.Engines;
using Supervision.Hocon;
using Supervision.Posix;

namespace Supervision.Actors.Settings.Loading;

/// <summary>Reads patterns and policies.</summary>
internal static class FailureReader
{
    private const string Actions = "retry, wait, stop or exit";

    private static readonly string[] _kinds = [.. FailureKinds.Names.Where(name => name is not ("internal" or "dependency"))];

    public static FailureSettings Read(Section section, InstanceText instance)
    {
        var settings = new FailureSettings
        {
            BuiltinPatterns = section.Switch("builtin-patterns"),
            Patterns = Patterns(section.Child("patterns"), instance),
            Policies = Policies(section.Child("policy")),
            WaitLimit = section.Duration("wait-limit", TimeSpan.Zero, Limits.LongestWindow),
        };
        section.Done();
        return settings;
    }

    private static ImmutableArray<FailurePattern> Patterns(Section section, InstanceText instance)
    {
        var patterns = ImmutableArray.CreateBuilder<FailurePattern>();
        foreach (var name in section.Keys())
        {
            if (!section.TryFind(name, out var value, out var place) || value.IsNull)
                continue;
            if (value is not HoconObject)
            {
                section.Error(place, $"expected a pattern by its name, {{ match = \"REGEX\", kind = KIND }}, found a value: {Section.Describe(value)}");
                continue;
            }

            if (Pattern(section.Child(name), name, instance) is { } pattern)
                patterns.Add(pattern);
        }

        return patterns.ToImmutable();
    }

    private static FailurePattern? Pattern(Section section, string name, InstanceText instance)
    {
        var match = Required(section, "match", "match = \"REGEX\"");
        var kind = Required(section, "kind", $"kind = {string.Join(", ", _kinds)}");
        var kills = Optional(section, "action") && section.Choice("action", ("classify", false), ("kill", true));
        OutputStream? stream = Optional(section, "stream")
            ? section.Choice<OutputStream?>("stream", ("any", null), ("stdout", OutputStream.Stdout), ("stderr", OutputStream.Stderr))
            : null;
        section.Done();
        if (match is not { Valid: true } regex || kind is not { Valid: true } word)
            return null;
        if (SpawnReader.PatternProblem(regex.Value) is { } problem)
        {
            section.Error(regex.Place, problem);
            return null;
        }

        if (!_kinds.Contains(word.Value) || !FailureKinds.TryParse(word.Value, out var parsed))
        {
            section.Error(word.Place, $"{Section.Quote(word.Value)} is no kind of failure{KeySuggestion.Hint(word.Value, _kinds)}");
            return null;
        }

        return new FailurePattern(name, instance.Apply(regex.Value), parsed) { Kills = kills, Stream = stream };
    }

    private static bool Optional(Section section, string key) => section.TryFind(key, out _, out _);

    private static Setting<string>? Required(Section section, string key, string form)
    {
        if (section.TryFind(key, out _, out _))
            return section.Text(key);
        section.Error(section.Place, $"has no {key}; add {form}");
        return null;
    }

    private static ImmutableDictionary<FailureKind, FailurePolicy> Policies(Section section)
    {
        var policies = ImmutableDictionary.CreateBuilder<FailureKind, FailurePolicy>();
        foreach (var name in _kinds)
        {
            if (!section.TryFind(name, out var value, out var place) || !FailureKinds.TryParse(name, out var kind))
                continue;
            if (value is not HoconObject)
                policies[kind] = new FailurePolicy(Action(section, name));
            else if (section.Child(name) is var own && !Optional(own, "action"))
                section.Error(place, $"expected {Actions}, or {{ action = retry, backoff-min = 30s }}, found a section without an action");
            else
                policies[kind] = Policy(own);
        }

        section.Done();
        // What is as by default is left out, so that settings which say the same are equal.
        var changed = policies.Where(one => one.Value != FailureSettings.DefaultPolicy(one.Key)).ToList();
        return changed.Count == 0 ? ImmutableDictionary<FailureKind, FailurePolicy>.Empty : changed.ToImmutableDictionary();
    }

    private static FailurePolicy Policy(Section section)
    {
        var policy = new FailurePolicy(Action(section, "action"))
        {
            BackoffMin = Optional(section, "backoff-min") ? section.Duration("backoff-min", TimeSpan.Zero, Limits.LongestWait) : TimeSpan.Zero,
            ExitCode = Optional(section, "exit-code") ? section.Integer("exit-code", 1, 255) : null,
        };
        section.Done();
        return policy;
    }

    private static FailureAction Action(Section section, string key) => section.Choice(
        key, ("retry", FailureAction.Retry), ("wait", FailureAction.Wait), ("stop", FailureAction.Stop), ("exit", FailureAction.Exit));
}
