using System.Collections;
using System.Globalization;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Actors.Engines;

/// <summary>Turns settings into a spawn request.</summary>
internal static class SpawnPlan
{
    public static SpawnRequest RequestFor(EngineSettings settings) => Request(settings, settings.Command) with
    {
        Mark = NewMark(settings),
        Stderr = settings.Logs.Stderr.Kind == LogTargetKind.Stdout ? OutputMode.ToStdout : OutputMode.Pipe,
    };

    /// <summary>A helper command of the engine, for example a probe: same environment and directory, output discarded.</summary>
    public static SpawnRequest HelperFor(EngineSettings settings, IReadOnlyList<string> command) =>
        Request(settings, command) with { Stdout = OutputMode.Null, Stderr = OutputMode.Null, Mark = NewMark(settings) };

    private static SpawnRequest Request(EngineSettings settings, IReadOnlyList<string> command) => new()
    {
        Command = command,
        Environment = EnvironmentOf(settings),
        WorkingDirectory = settings.Directory,
    };

    private static Dictionary<string, string> EnvironmentOf(EngineSettings settings)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            result[(string)entry.Key] = (string?)entry.Value ?? "";
        }

        result["SUPERVISION_ENGINE"] = settings.Name;
        result["SUPERVISION_GROUP"] = settings.Group;
        result["SUPERVISION_INSTANCE"] = settings.Instance.ToString(CultureInfo.InvariantCulture);
        foreach (var (name, value) in settings.Environment)
        {
            if (value is null)
            {
                result.Remove(name);
            }
            else
            {
                result[name] = value;
            }
        }

        return result;
    }

    private static string NewMark(EngineSettings settings) => $"{settings.Name}:{Guid.NewGuid():N}";
}
