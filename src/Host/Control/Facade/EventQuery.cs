namespace Supervision.Control;

/// <summary>Which events are wanted.</summary>
public sealed record EventQuery
{
    /// <summary>Only those with a greater number in the journal; null, the default, for none of the past.</summary>
    public long? After { get; init; }

    /// <summary>Names that are wanted, with <c>*</c> and <c>?</c>, for example <c>engine-*</c>; empty, the default, for all.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Only events of engines of this target, and commands; null, the default, for all.</summary>
    public Target? Target { get; init; }

    /// <summary>Whether heartbeats and samples come as well. Default false.</summary>
    public bool Samples { get; init; }

    /// <summary>How many events may wait for the reader before it loses the oldest, at least 1. Default 1000.</summary>
    public int Capacity { get; init; } = 1000;
}
