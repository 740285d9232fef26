using Supervision.Actors.Settings;

namespace Supervision.Actors.Tests.Settings;

/// <summary>
/// One setting: where it stands in reference.conf, a value that is not the default and what must arrive, and a value that must be refused.
/// </summary>
public sealed record SettingCase(
    string Path, string Good, Func<SupervisionSettings, object?> Select, object? Expected, string Bad, string Expectation)
{
    public override string ToString() => Path;
}
