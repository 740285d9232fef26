using System.Globalization;

namespace Supervision.Entrypoint.Standard;

/// <summary>Reads the variables of AWS' containers, of both generations, by their own rules. A wrong one is a problem and counts as unset.</summary>
/// <param name="environment">The variables; null is unset.</param>
internal sealed class StandardVariables(Func<string, string?> environment)
{
    public const string ProcessAutoRecovery = "PROCESS_AUTO_RECOVERY";
    public const string EngineAutoRecovery = "ENGINE_AUTO_RECOVERY";
    public const string ProcessMaxStartRetries = "PROCESS_MAX_START_RETRIES";
    public const string EngineMaxStartRetries = "ENGINE_MAX_START_RETRIES";
    public const string RecoveryBackoff = "ENGINE_RECOVERY_BACKOFF_SECONDS";
    public const string LogLevel = "LOG_LEVEL";
    public const string SupervisorLogLevel = "SUPERVISOR_LOG_LEVEL";
    public const string ConfigPath = "SUPERVISOR_CONFIG_PATH";
    public const string DefaultConfigPath = "/tmp/supervisord.conf";
    public const int DefaultRetries = 3;

    private const int MostRetries = 100;
    private const int MostBackoff = 3600;

    private static readonly string[] _levels = ["debug", "info", "warn", "error", "critical"];

    private readonly OrderedDictionary<string, VariableProblem> _problems = [];

    /// <summary>What was wrong with the variables that were asked for.</summary>
    public IReadOnlyCollection<VariableProblem> Problems => _problems.Values;

    /// <summary>Whether <c>PROCESS_AUTO_RECOVERY</c>, where it is set, means supervision: only <c>true</c> and <c>1</c> do.</summary>
    public bool? ProcessRecovery => environment(ProcessAutoRecovery) is { } text ? text.ToLowerInvariant() is "true" or "1" : null;

    /// <summary>Whether <c>ENGINE_AUTO_RECOVERY</c>, where it is set, switches recovery on: true, 1, yes and on do.</summary>
    public bool? EngineRecovery => environment(EngineAutoRecovery) is { } text ? IsOn(text) : null;

    /// <summary>The newer variable wins; on by default.</summary>
    public bool Recovery => ProcessRecovery ?? EngineRecovery ?? true;

    /// <summary>How many restarts, 0 to 100; null where neither variable says.</summary>
    public int? Retries => Integer(ProcessMaxStartRetries, MostRetries) ?? Integer(EngineMaxStartRetries, MostRetries);

    /// <summary>The first delay before a restart in seconds, 0 to 3600; null where unset.</summary>
    public int? BackoffSeconds => Integer(RecoveryBackoff, MostBackoff);

    /// <summary>The file that receives the generated configuration; null where unset or empty.</summary>
    public string? ConfigFile => environment(ConfigPath) is { Length: > 0 } path ? path : null;

    /// <summary>A whole number of at least 0; empty is unset.</summary>
    public int? Integer(string name, int most)
    {
        if (environment(name) is not { Length: > 0 } text)
            return null;
        if (!int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int value))
            return Wrong(name, $"must be an integer, got '{text}'");
        return value >= 0 && value <= most
            ? value
            : Wrong(name, string.Create(CultureInfo.InvariantCulture, $"must be between 0 and {most}, got {value}"));
    }

    /// <summary>A level in lower case; null where unset or wrong.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="strict">Whether a wrong one is a problem.</param>
    public string? Level(string name, bool strict)
    {
        if (environment(name) is not { } text)
            return null;
        string level = text.Trim().ToLowerInvariant();
        if (_levels.Contains(level))
            return level;
        if (strict)
            Wrong(name, $"must be one of [{string.Join(", ", _levels.Select(one => $"'{one}'"))}], got '{text}'");
        return null;
    }

    /// <summary>The words that mean yes, in any case.</summary>
    public static bool IsOn(string text) => text.Trim().ToLowerInvariant() is "true" or "1" or "yes" or "on";

    private int? Wrong(string name, string what)
    {
        _problems.TryAdd(name, new VariableProblem(name, $"{name} {what}"));
        return null;
    }
}
