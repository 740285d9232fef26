namespace Supervision.Actors.Settings;

/// <summary>How often a log file is set aside whatever its size.</summary>
public enum LogPeriod
{
    /// <summary>Never.</summary>
    Off,

    /// <summary>At the turn of the hour.</summary>
    Hourly,

    /// <summary>At midnight.</summary>
    Daily,

    /// <summary>At midnight before Monday.</summary>
    Weekly,
}
