namespace Supervision.Actors.Settings;

/// <summary>Shape of the daemon's log lines.</summary>
public enum LogFormat
{
    /// <summary>One readable line per event.</summary>
    Text,

    /// <summary>One JSON object per line.</summary>
    Json,
}
