namespace Supervision.Actors.Settings;

/// <summary>Shape of what is written to an engine's log files.</summary>
public enum LogFileFormat
{
    /// <summary>Each line behind its time, engine, pid and stream.</summary>
    Labelled,

    /// <summary>One JSON object per line.</summary>
    Json,

    /// <summary>The bytes as the engine wrote them.</summary>
    Raw,
}
