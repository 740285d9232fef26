using System.Collections.Immutable;
using System.IO.Enumeration;
using Supervision.Actors.Settings;

namespace Supervision.Control;

/// <summary>Which engines a command is for; a closed set. <see cref="TryParse"/> has the form that people write.</summary>
public abstract record Target
{
    private Target()
    {
    }

    /// <summary>Every engine.</summary>
    public static Target Everything { get; } = new All();

    /// <summary>Every engine.</summary>
    public sealed record All : Target
    {
        /// <inheritdoc/>
        public override string ToString() => "all";
    }

    /// <summary>An instance of that name; where there is none, all instances of that engine; where there is none, the group of that name.</summary>
    /// <param name="Name">The name.</param>
    public sealed record Named(string Name) : Target
    {
        /// <inheritdoc/>
        public override string ToString() => Name;
    }

    /// <summary>All instances of one engine.</summary>
    /// <param name="Key">Its key under <c>supervision.engines</c>.</param>
    public sealed record Engine(string Key) : Target
    {
        /// <inheritdoc/>
        public override string ToString() => $"engine:{Key}";
    }

    /// <summary>All engines of a group; those of groups below it are not among them.</summary>
    /// <param name="Name">The group.</param>
    public sealed record Group(string Name) : Target
    {
        /// <inheritdoc/>
        public override string ToString() => $"group:{Name}";
    }

    /// <summary>Instances whose names fit.</summary>
    /// <param name="Pattern">With <c>*</c> for any characters and <c>?</c> for one.</param>
    public sealed record Glob(string Pattern) : Target
    {
        /// <inheritdoc/>
        public override string ToString() => Pattern;
    }

    /// <summary>Engines with a label.</summary>
    /// <param name="Key">The label.</param>
    /// <param name="Value">Its value, with <c>*</c> and <c>?</c> as in <see cref="Glob"/>.</param>
    public sealed record Label(string Key, string Value) : Target
    {
        /// <inheritdoc/>
        public override string ToString() => $"{Key}={Value}";
    }

    /// <summary>What any of several targets means.</summary>
    /// <param name="Targets">At least two.</param>
    public sealed record AnyOf(ImmutableArray<Target> Targets) : Target
    {
        /// <inheritdoc/>
        public override string ToString() => string.Join(',', Targets);
    }

    /// <summary>
    /// Reads <c>all</c>, a name, <c>engine:NAME</c>, <c>group:NAME</c> (also <c>NAME:*</c>, as supervisord writes it), a glob such as
    /// <c>vllm-*</c>, a label as <c>tier=gold</c>, or several of them with commas.
    /// </summary>
    /// <param name="text">At most 4096 characters.</param>
    /// <param name="target">The target; <see cref="Everything"/> where the text is wrong.</param>
    /// <returns>Whether the text is a target.</returns>
    public static bool TryParse(string? text, out Target target)
    {
        target = Everything;
        if (text is not { Length: > 0 and <= 4096 } || text.Any(char.IsControl))
        {
            return false;
        }

        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        if (parts.Any(part => part.Length == 0))
        {
            return false;
        }

        var targets = parts.Select(ParseOne).ToImmutableArray();
        target = targets.Length == 1 ? targets[0] : new AnyOf(targets);
        return true;
    }

    /// <summary>The engines that are meant, in start order.</summary>
    /// <param name="engines">Every engine.</param>
    internal IReadOnlyList<EngineSettings> Select(IReadOnlyList<EngineSettings> engines) => this switch
    {
        All => engines,
        Named named => SelectNamed(engines, named.Name),
        Engine engine => [.. engines.Where(one => one.Engine == engine.Key)],
        Group group => [.. engines.Where(one => one.Group == group.Name)],
        Glob glob => [.. engines.Where(one => FileSystemName.MatchesSimpleExpression(glob.Pattern, one.Name, ignoreCase: false))],
        Label label => [.. engines.Where(one => one.Labels.TryGetValue(label.Key, out var value)
            && FileSystemName.MatchesSimpleExpression(label.Value, value, ignoreCase: false))],
        AnyOf any => SelectAny(engines, any),
        _ => [],
    };

    /// <summary>What it is made of that means no engine: a part, or all of it.</summary>
    internal IEnumerable<Target> Void(IReadOnlyList<EngineSettings> engines) =>
        (this is AnyOf any ? any.Targets.AsEnumerable() : [this]).Where(part => part.Select(engines).Count == 0);

    private static Target ParseOne(string text)
    {
        const string EnginePrefix = "engine:";
        const string GroupPrefix = "group:";
        const string GroupSuffix = ":*";
        if (text == "all")
        {
            return Everything;
        }

        if (text.StartsWith(EnginePrefix, StringComparison.Ordinal))
        {
            return new Engine(text[EnginePrefix.Length..]);
        }

        if (text.StartsWith(GroupPrefix, StringComparison.Ordinal))
        {
            return new Group(text[GroupPrefix.Length..]);
        }

        if (text.EndsWith(GroupSuffix, StringComparison.Ordinal))
        {
            return new Group(text[..^GroupSuffix.Length]);
        }

        var sign = text.IndexOf('=', StringComparison.Ordinal);
        return sign > 0 ? new Label(text[..sign], text[(sign + 1)..])
            : text.AsSpan().ContainsAny('*', '?') ? new Glob(text)
            : new Named(text);
    }

    private static IReadOnlyList<EngineSettings> SelectNamed(IReadOnlyList<EngineSettings> engines, string name)
    {
        foreach (var fits in (ReadOnlySpan<Func<EngineSettings, bool>>)[one => one.Name == name, one => one.Engine == name, one => one.Group == name])
        {
            if (engines.Where(fits).ToList() is { Count: > 0 } found)
            {
                return found;
            }
        }

        return [];
    }

    private static IReadOnlyList<EngineSettings> SelectAny(IReadOnlyList<EngineSettings> engines, AnyOf any)
    {
        var meant = any.Targets.SelectMany(one => one.Select(engines)).Select(one => one.Name).ToHashSet(StringComparer.Ordinal);
        return [.. engines.Where(one => meant.Contains(one.Name))];
    }
}
