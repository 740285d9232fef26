namespace Supervision.Control;

/// <summary>What came of a command for the daemon.</summary>
/// <param name="Status">Class of outcome; only those that make sense without an engine occur.</param>
/// <param name="Message">One line for people.</param>
public sealed record ControlResult(CommandStatus Status, string Message)
{
    /// <summary>Whether what was asked for is so, or is on its way.</summary>
    public bool Succeeded => Status is CommandStatus.Ok or CommandStatus.Already;
}
