namespace Supervision.Actors.Settings;

/// <summary>What an engine's environment begins with.</summary>
public enum EnvironmentMode
{
    /// <summary>The daemon's own variables.</summary>
    Inherit,

    /// <summary>Nothing: only what the settings name, and the variables that supervision itself sets.</summary>
    Clean,
}
