namespace Supervision.Actors.Settings;

/// <summary>What an exceeded memory limit leads to.</summary>
public enum MemoryAction
{
    /// <summary>Only the event is published.</summary>
    Event,

    /// <summary>The engine fails and is restarted by its group's rules.</summary>
    Restart,

    /// <summary>The same, with the engine's pre-stop time as not ready before the stop signal, so that balancers can turn away from it.</summary>
    DrainRestart,
}
