namespace Supervision.Actors.Settings;

/// <summary>What an exceeded memory limit leads to.</summary>
public enum MemoryAction
{
    /// <summary>Only the event is published.</summary>
    Event,

    /// <summary>The engine fails and is restarted by its group's rules.</summary>
    Restart,
}
