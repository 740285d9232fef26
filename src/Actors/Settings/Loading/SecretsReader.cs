using System.Collections.Immutable;
using Supervision.Hocon;

namespace Supervision.Actors.Settings.Loading;

/// <summary>Reads which variables come from which files. The files themselves are read at each start.</summary>
internal static class SecretsReader
{
    public static ImmutableSortedDictionary<string, string> Read(Section section, InstanceText instance)
    {
        var secrets = ImmutableSortedDictionary<string, string>.Empty;
        foreach (var name in section.Keys())
        {
            if (!section.TryFind(name, out var value, out var place) || value.IsNull)
                continue;
            if (name.Length == 0 || name.Contains('=', StringComparison.Ordinal) || name.Contains('\0', StringComparison.Ordinal))
                section.Error(section.KeyPlace(name), $"{Section.Quote(name)} cannot name a variable: a name is not empty and contains no '='");
            else if (value is not HoconScalar scalar)
                section.Error(place, $"expected the path of the file with the value, found {Section.Describe(value)}");
            else if (SpawnReader.PathProblem(scalar.Text) is { } problem)
                section.Error(place, problem);
            else
                secrets = secrets.SetItem(name, instance.Apply(scalar.Text));
        }

        return secrets;
    }
}
