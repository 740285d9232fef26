namespace Supervision.Actors.Engines;

/// <summary>The states of an engine: supervisord's eight names, with the meanings of <c>docs/terminology.md</c>.</summary>
public enum EngineState
{
    /// <summary>Down as asked; no process of the engine's tree is left.</summary>
    Stopped,

    /// <summary>A process is being spawned.</summary>
    Starting,

    /// <summary>The process runs.</summary>
    Running,

    /// <summary>The last attempt failed; the engine waits before the next.</summary>
    Backoff,

    /// <summary>The process tree is being stopped.</summary>
    Stopping,

    /// <summary>The process ended by itself, or could not be started.</summary>
    Exited,

    /// <summary>Given up on.</summary>
    Fatal,

    /// <summary>Processes of the tree survived KILL.</summary>
    Unknown,
}
