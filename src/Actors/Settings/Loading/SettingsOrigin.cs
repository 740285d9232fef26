namespace Supervision.Actors.Settings;

/// <summary>Where a setting was written.</summary>
/// <param name="Source">A file's path as it was given, or what else wrote it: <c>command line</c>, <c>builtin:reference.conf</c>.</param>
/// <param name="Line">1-based; 0 where the source has no lines.</param>
/// <param name="Column">1-based; 0 where the source has no lines.</param>
public readonly record struct SettingsOrigin(string Source, int Line, int Column)
{
    /// <summary><c>file:line:column</c>, or the source alone where it has no lines.</summary>
    /// <returns>The form that editors and terminals turn into a link.</returns>
    public override string ToString() => Line > 0 ? string.Create(null, $"{Source}:{Line}:{Column}") : Source;
}
