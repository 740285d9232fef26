namespace Supervision.Actors;

/// <summary>Answer to a command for an engine.</summary>
public enum EngineCommandResult
{
    /// <summary>The engine's actor has the command; what follows is told by events.</summary>
    Accepted,

    /// <summary>There is no engine of that name.</summary>
    NotFound,

    /// <summary>The tree is stopping; nothing is started any more.</summary>
    Stopping,
}
