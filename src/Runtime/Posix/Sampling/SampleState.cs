namespace Supervision.Posix;

/// <summary>How much of the truth a sample shows.</summary>
public enum SampleState
{
    /// <summary>All processes of the tree.</summary>
    Complete,

    /// <summary>Processes of other users are hidden (hidepid); what is seen is right.</summary>
    Partial,

    /// <summary>/proc cannot be read: every number is zero. A normal state of some sandboxes.</summary>
    Unavailable,
}
