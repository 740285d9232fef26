namespace Supervision.Posix;

/// <summary>What became of a signal.</summary>
public enum SignalResult
{
    /// <summary>It was sent.</summary>
    Sent,

    /// <summary>There is no such process (any more).</summary>
    NoSuchProcess,

    /// <summary>The system does not let us signal it (it changed its user).</summary>
    NotPermitted,

    /// <summary>There is no such signal.</summary>
    InvalidSignal,
}
