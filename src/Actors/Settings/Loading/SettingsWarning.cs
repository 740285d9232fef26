namespace Supervision.Actors.Settings;

/// <summary>A configuration that can run but hardly does what was meant.</summary>
public sealed record SettingsWarning : SettingsDiagnostic
{
    private protected override string Severity => "warning";
}
