namespace Supervision.Actors;

/// <summary>Answer to a command for an engine.</summary>
public enum EngineCommandResult
{
    /// <summary>The engine's actor has the command; what follows is told by events.</summary>
    Accepted,

    /// <summary>There is no engine of that name.</summary>
    NotFound,

    /// <summary>The start is accepted and held back until what the engine depends on has come up.</summary>
    Waiting,

    /// <summary>There is no process to signal or to hasten.</summary>
    NotRunning,

    /// <summary>Something of the same kind is still under way.</summary>
    Busy,

    /// <summary>It cannot be done: a number out of its range, or settings that were not loaded from a configuration.</summary>
    NotPossible,

    /// <summary>The engine's group is down and has to be started first, by a start of any engine in it.</summary>
    GroupDown,

    /// <summary>The tree or the engine's group is stopping; nothing is started any more.</summary>
    Stopping,
}
