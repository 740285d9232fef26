namespace Supervision.Actors.Heartbeats;

/// <summary>Why one try of a probe was no success.</summary>
public enum ProbeFault
{
    /// <summary>It was one.</summary>
    None,

    /// <summary>The engine answered, but not as expected.</summary>
    Answer,

    /// <summary>Nobody listens: the connection was refused, or there is no such socket. The engine is dead, or not there yet.</summary>
    Refused,

    /// <summary>No connection, or no answer, within the time-out: the engine is saturated, or hangs.</summary>
    Saturated,

    /// <summary>Anything else: the connection broke, a name was not found, a command could not be started.</summary>
    Error,
}
