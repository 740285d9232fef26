namespace Supervision.Actors;

/// <summary>Ways for a supervision tree to end.</summary>
public enum TreeOutcomeKind
{
    /// <summary>It was asked to stop, or every engine reached its normal end.</summary>
    Stopped,

    /// <summary>A group gave up.</summary>
    GaveUp,

    /// <summary>The supervising code itself failed.</summary>
    InternalError,
}
