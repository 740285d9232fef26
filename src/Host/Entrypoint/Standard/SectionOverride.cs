using System.Text.RegularExpressions;

namespace Supervision.Entrypoint.Standard;

// Overview
// SUPERVISOR_{SECTION}_{KEY}: capitals and digits, parts joined by one '_', and '__' in the section for ':'. The key is what follows the
// last '_', which would leave every key that has an underscore itself (stdout_logfile) out of reach; so where the end of the name is such
// a key of a section of that kind, it is taken.

/// <summary>One key of the generated configuration as a variable sets it.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Section">In lower case, with ':'.</param>
/// <param name="Key">In lower case.</param>
/// <param name="Value">Trimmed.</param>
internal sealed partial record SectionOverride(string Variable, string Section, string Key, string Value)
{
    private const string Prefix = "SUPERVISOR_";

    /// <summary>Ours, and those that supervisord itself gives its children.</summary>
    private static readonly HashSet<string> _others =
    [
        StandardVariables.ConfigPath, StandardVariables.SupervisorLogLevel,
        "SUPERVISOR_ENABLED", "SUPERVISOR_PROCESS_NAME", "SUPERVISOR_GROUP_NAME", "SUPERVISOR_SERVER_URL",
    ];

    /// <summary>What one variable sets; null where it is none of these.</summary>
    public static SectionOverride? Of(string variable, string value)
    {
        if (!IsMeant(variable) || Form().Match(variable) is not { Success: true } match)
            return null;
        string section = match.Groups[1].Value.ToLowerInvariant();
        string key = match.Groups[2].Value.ToLowerInvariant();
        string whole = $"{section}_{key}";
        int colon = section.IndexOf("__", StringComparison.Ordinal);
        string kind = colon < 0 ? "" : section[..colon];
        foreach (string known in SupervisordKeys.WithUnderscore(kind.Length > 0 ? kind : SupervisordKeys.KindOf(whole)))
        {
            if (!whole.EndsWith($"_{known}", StringComparison.Ordinal))
                continue;
            string before = whole[..^(known.Length + 1)];
            if (before.Length > 0 && !before.EndsWith('_'))
            {
                (section, key) = (before, known);
                break;
            }
        }
        return new SectionOverride(variable, section.Replace("__", ":", StringComparison.Ordinal), key, value.Trim());
    }

    /// <summary>Whether a variable looks like one of these and is not well formed.</summary>
    public static bool IsMalformed(string variable) => IsMeant(variable) && !Form().IsMatch(variable);

    private static bool IsMeant(string variable) => variable.StartsWith(Prefix, StringComparison.Ordinal) && !_others.Contains(variable);

    [GeneratedRegex("^SUPERVISOR_([A-Z0-9]+(?:__?[A-Z0-9]+)*)_([A-Z0-9]+)\\z")]
    private static partial Regex Form();
}
