namespace Supervision.Actors.Settings;

/// <summary>When the journal's file is flushed to the disk (fsync). What was written survives the daemon's death in every case.</summary>
public enum JournalFlush
{
    /// <summary>After each event, before it counts as acknowledged.</summary>
    Always,

    /// <summary>At most a second after an event.</summary>
    Second,

    /// <summary>When the kernel likes.</summary>
    Never,
}
