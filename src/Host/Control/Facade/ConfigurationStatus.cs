namespace Supervision.Control;

/// <summary>What came of a check, a dry run or a reload.</summary>
public enum ConfigurationStatus
{
    /// <summary>The configuration is valid; nothing was changed.</summary>
    Valid,

    /// <summary>It holds now; restarts that it needs are under way.</summary>
    Applied,

    /// <summary>It is the same as the one that runs.</summary>
    Unchanged,

    /// <summary>It has errors; nothing was changed.</summary>
    Invalid,

    /// <summary>It is valid, but cannot be put in place while this tree runs; nothing was changed.</summary>
    Refused,

    /// <summary>The configuration that runs is another one than the caller thought; nothing was changed.</summary>
    Mismatch,

    /// <summary>This host does not load its configuration from anywhere.</summary>
    NotAvailable,
}
