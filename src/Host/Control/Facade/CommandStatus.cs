namespace Supervision.Control;

/// <summary>What came of a command for one engine.</summary>
public enum CommandStatus
{
    /// <summary>It is done, or, where nobody waits for that, under way.</summary>
    Ok,

    /// <summary>It was so already; nothing was done.</summary>
    Already,

    /// <summary>The start is accepted and held back until what the engine depends on has come up.</summary>
    Waiting,

    /// <summary>There is no such engine.</summary>
    NotFound,

    /// <summary>There is no process to do it to, or the engine's group is stopped.</summary>
    NotRunning,

    /// <summary>Something of the same kind is still under way.</summary>
    Busy,

    /// <summary>It cannot be done: a number out of its range, or settings that do not allow it.</summary>
    NotPossible,

    /// <summary>The tree or the engine's group is stopping; nothing is started any more.</summary>
    Stopping,

    /// <summary>It went wrong: the engine failed instead of getting ready, or left processes behind.</summary>
    Failed,

    /// <summary>What was asked for does not come about any more: another command, or the end of its group, came in between.</summary>
    Overtaken,

    /// <summary>It is still under way when the time to wait was over.</summary>
    TimedOut,
}
