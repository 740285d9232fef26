namespace Supervision.Actors.Settings;

/// <summary>A mistake in the configuration; with one of them there are no settings.</summary>
public sealed record SettingsError : SettingsDiagnostic
{
    private protected override string Severity => "error";
}
