using System.Collections.Immutable;

namespace Supervision.Actors.Settings.Loading;

/// <summary>Reads which variables come from which files. The files themselves are read at each start.</summary>
internal static class SecretsReader
{
    public static ImmutableSortedDictionary<string, string> Read(Section section, InstanceText instance) =>
        TextMapReader.Read(section, "the path of the file with the value", EnvironmentReader.NameProblem, SpawnReader.PathProblem, instance.Apply);
}
