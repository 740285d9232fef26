namespace Supervision.Actor;

/// <summary>What a supervisor does about a failed child.</summary>
public enum Directive
{
    /// <summary>The child goes on with the next message and keeps its state.</summary>
    Resume,

    /// <summary>The child's instance is replaced by a new one.</summary>
    Restart,

    /// <summary>The supervisor itself fails with the same exception.</summary>
    Escalate,

    /// <summary>The child is stopped for good.</summary>
    Stop,
}
