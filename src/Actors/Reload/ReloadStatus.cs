namespace Supervision.Actors.Reload;

/// <summary>What came of a reload.</summary>
public enum ReloadStatus
{
    /// <summary>The new settings hold; restarts that they need are under way.</summary>
    Applied,

    /// <summary>They are the same as the old ones.</summary>
    Unchanged,

    /// <summary>Only the difference was asked for; nothing was changed.</summary>
    DryRun,

    /// <summary>Nothing was changed, and everything runs on as it was.</summary>
    Refused,
}
