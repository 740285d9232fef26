namespace Supervision.Control;

/// <summary>What came of a command for one engine.</summary>
/// <param name="Engine">Instance name; for what concerns all instances at once, the engine.</param>
/// <param name="Group">Its group; empty where there is no such engine.</param>
/// <param name="Status">Class of outcome.</param>
/// <param name="Message">One line for people.</param>
public sealed record EngineOutcome(string Engine, string Group, CommandStatus Status, string Message)
{
    /// <summary>Whether what was asked for is so, or is on its way.</summary>
    public bool Succeeded => Status is CommandStatus.Ok or CommandStatus.Already or CommandStatus.Waiting;
}
