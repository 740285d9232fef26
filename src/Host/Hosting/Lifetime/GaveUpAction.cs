namespace Supervision.Hosting;

/// <summary>What happens to the host when its tree gives up.</summary>
public enum GaveUpAction
{
    /// <summary>It is stopped, and the process exits with the code of the tree's outcome unless its Main returns another one.</summary>
    StopHost,

    /// <summary>It runs on without engines; health checks tell.</summary>
    Nothing,
}
