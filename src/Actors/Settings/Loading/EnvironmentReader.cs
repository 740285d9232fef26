using System.Collections.Immutable;
using Supervision.Hocon;

namespace Supervision.Actors.Settings.Loading;

/// <summary>Reads the variables of an engine. Their values are never shown in an error: they may be secrets.</summary>
internal static class EnvironmentReader
{
    public static ImmutableSortedDictionary<string, string?> Read(Section section, InstanceText instance)
    {
        var variables = ImmutableSortedDictionary.CreateBuilder<string, string?>(StringComparer.Ordinal);
        foreach (var name in section.Keys())
        {
            if (!section.TryFind(name, out var value, out var place))
                continue;
            if (NameProblem(name) is { } problem)
                section.Error(section.KeyPlace(name), problem);
            else if (value.IsNull)
                variables[name] = null;
            else if (value is not HoconScalar scalar)
                section.Error(
                    place, $"expected the variable's text, or null to remove it, found {Section.Describe(value)}{NestingHint(value)}");
            else if (scalar.Text.Contains('\0', StringComparison.Ordinal))
                section.Error(place, "a variable cannot contain a NUL character");
            else
                variables[name] = instance.Apply(scalar.Text);
        }

        variables.TryAdd(EngineReader.InstanceVariable, instance.Index);
        return variables.ToImmutable();
    }

    /// <summary>What is wrong with the name of a variable; null where nothing is.</summary>
    public static string? NameProblem(string name) =>
        name.Length == 0 || name.Contains('=', StringComparison.Ordinal) || name.Contains('\0', StringComparison.Ordinal)
            ? $"{Section.Quote(name)} cannot name a variable: a name is not empty and contains no '='"
            : null;

    private static string NestingHint(HoconValue value) =>
        value is HoconObject ? "; a name with a dot needs quotes: \"a.b\" = text" : "";
}
