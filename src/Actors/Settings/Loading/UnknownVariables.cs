using System.Text.RegularExpressions;
using Supervision.Hocon;

namespace Supervision.Actors.Settings.Loading;

/// <summary>
/// Finds variables that look like settings and set nothing. Known are those of environment.conf, those that a file asked for, and
/// those that an engine gets, since an engine may be a supervision itself.
/// </summary>
internal sealed partial class UnknownVariables
{
    private const string Prefix = "SUPERVISION_";

    private readonly HashSet<string> _asked = [];

    /// <summary>The same environment, with a record of what is asked for.</summary>
    public Func<string, string?> Recorded(Func<string, string?> environment) => name =>
    {
        _asked.Add(name);
        return environment(name);
    };

    /// <summary>Warns about each unknown one. Where no variable of ours was asked for, none of them is meant for this load.</summary>
    public void Report(Report report, IEnumerable<string> names)
    {
        string[] ours = [.. names.Where(IsOurs)];
        if (ours.Length == 0 || !_asked.Any(IsOurs))
            return;
        HashSet<string> known = [.. _asked.Where(IsOurs), "SUPERVISION_CONFIG", "SUPERVISION_NVML", "SUPERVISION_ENGINE", "SUPERVISION_GROUP", EngineReader.InstanceVariable];
        SettingsLoader.EnvironmentDocument().Resolve(new HoconOptions
        {
            Environment = name =>
            {
                known.Add(name);
                return null;
            },
        });
        foreach (var name in ours.Where(name => !known.Contains(name) && !ServiceLink().IsMatch(name)).Order(StringComparer.Ordinal))
        {
            var near = KeySuggestion.Nearest(name[Prefix.Length..], [.. known.Where(IsOurs).Select(one => one[Prefix.Length..])]);
            var hint = near is null ? null : Prefix + near;
            report.Warning(
                new SettingsOrigin($"environment variable {name}", 0, 0),
                "",
                $"no setting reads this variable{(hint is null ? "; environment.conf lists those that are read" : $"; did you mean '{hint}'?")}",
                hint);
        }
    }

    private static bool IsOurs(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    // What Kubernetes sets for a service that is itself called supervision.
    [GeneratedRegex("^SUPERVISION_([A-Z0-9_]*_)?(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT(_[0-9]+_(TCP|UDP|SCTP)(_[A-Z]+)?)?)$")]
    private static partial Regex ServiceLink();
}
