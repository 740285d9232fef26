namespace Supervision.Actors.Settings;

/// <summary>Levels of the daemon's log, from chatty to silent.</summary>
public enum LogSeverity
{
    /// <summary>Everything, probes and samples included.</summary>
    Debug,

    /// <summary>State changes and engine output.</summary>
    Info,

    /// <summary>Failures that are being dealt with.</summary>
    Warn,

    /// <summary>Failures that were given up on.</summary>
    Error,

    /// <summary>Only what ends the daemon.</summary>
    Critical,
}
