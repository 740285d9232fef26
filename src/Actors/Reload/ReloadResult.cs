namespace Supervision.Actors.Reload;

/// <summary>Answer to a reload.</summary>
/// <param name="Status">What came of it.</param>
/// <param name="Difference">How the new settings differ from what runs; empty where they were not valid.</param>
public sealed record ReloadResult(ReloadStatus Status, SettingsDifference Difference)
{
    /// <summary>Why it was refused, one line or more; empty otherwise.</summary>
    public string Problem { get; init; } = "";
}
