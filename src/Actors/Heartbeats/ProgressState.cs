namespace Supervision.Actors.Heartbeats;

/// <summary>What the metrics of an engine say about its progress.</summary>
public enum ProgressState
{
    /// <summary>They could not be read, or do not have what is asked for. No verdict on the engine.</summary>
    Unknown,

    /// <summary>No work in flight. Healthy.</summary>
    Idle,

    /// <summary>Something moved since the sample before, or this is the first one.</summary>
    Moving,

    /// <summary>Work is in flight and nothing moved since the sample before.</summary>
    Stalled,

    /// <summary>Nothing has moved for the hang time-out while work was in flight.</summary>
    Hung,
}
