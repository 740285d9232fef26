namespace Supervision.Actors.Engines;

/// <summary>Whether an engine serves; a field of its own beside the state.</summary>
public enum Readiness
{
    /// <summary>There is no process.</summary>
    Unknown,

    /// <summary>The process runs and has not been ready yet.</summary>
    Starting,

    /// <summary>It serves.</summary>
    Ready,

    /// <summary>It runs but does not serve any more.</summary>
    NotReady,
}
