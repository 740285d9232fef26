namespace Supervision.Actors.Settings;

/// <summary>How the engines of a group start beside each other.</summary>
public enum GroupStart
{
    /// <summary><see cref="Parallel"/> under one_for_one, <see cref="Ordered"/> under the other strategies.</summary>
    Auto,

    /// <summary>All at once.</summary>
    Parallel,

    /// <summary>Each when the process of the one before it runs.</summary>
    Ordered,

    /// <summary>Each when the one before it is ready.</summary>
    WhenReady,
}
