using System.Globalization;

namespace Supervision.Entrypoint.Standard;

// Overview
// environment.conf says which variable sets what. This view of the environment lets it read AWS' variables, whose values are written
// differently (yes, 1, TRUE, seconds without a unit), and lets a form have defaults of its own that our own variables still beat.

/// <summary>The environment as <c>environment.conf</c> sees it.</summary>
/// <param name="environment">The real one; null is unset.</param>
/// <param name="form">Whose rules hold.</param>
internal sealed class StandardEnvironment(Func<string, string?> environment, LaunchForm form)
{
    private const int DefaultBackoffMax = 300;

    public StandardVariables Variables { get; } = new(environment);

    public string? Read(string name) => name switch
    {
        StandardVariables.ProcessAutoRecovery => Switch(Variables.ProcessRecovery),
        StandardVariables.EngineAutoRecovery => Switch(Variables.EngineRecovery),
        StandardVariables.ProcessMaxStartRetries or StandardVariables.EngineMaxStartRetries => Number(Variables.Integer(name, 100)),
        StandardVariables.RecoveryBackoff => Seconds(Variables.BackoffSeconds),
        StandardVariables.SupervisorLogLevel => Variables.Level(name, strict: true),
        // Programs of all kinds read this one, so what they have to say in it is no mistake of ours.
        StandardVariables.LogLevel => Variables.Level(name, strict: form != LaunchForm.Plain),
        _ => environment(name) ?? Default(name),
    };

    private string? Default(string name) => (name, form) switch
    {
        // Without recovery the command's own status is the answer.
        ("SUPERVISION_EXIT_CODE", _) when !Variables.Recovery => "engine",
        ("SUPERVISION_BACKOFF_MAX", _) when Variables.BackoffSeconds is > DefaultBackoffMax => Seconds(Variables.BackoffSeconds),
        (_, LaunchForm.Plain) => null,
        // One start more than retries, whatever they failed with.
        ("SUPERVISION_SAME_FAILURES", _) => "off",
        ("SUPERVISION_STOP_TIMEOUT", _) => "30s",
        ("SUPERVISION_BACKOFF_FACTOR", _) => "1.5",
        ("SUPERVISION_BACKOFF_JITTER", _) => "0.1",
        ("SUPERVISION_STDOUT", _) => "passthrough",
        ("SUPERVISION_STDERR", LaunchForm.Standard) => "stdout",
        ("SUPERVISION_STDERR", _) => "passthrough",
        _ => null,
    };

    private static string? Switch(bool? value) => value is { } known ? known ? "true" : "false" : null;

    private static string? Number(int? value) => value?.ToString(CultureInfo.InvariantCulture);

    private static string? Seconds(int? value) => value is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known}s") : null;
}
