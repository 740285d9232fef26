namespace Supervision.Actors.Engines;

/// <summary>What was last asked of an engine; a manual stop sticks.</summary>
public enum DesiredState
{
    /// <summary>It should not run.</summary>
    Down,

    /// <summary>It should run.</summary>
    Up,
}
