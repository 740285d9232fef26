namespace Supervision.Actors.Heartbeats;

/// <summary>Kubernetes' three probes.</summary>
public enum ProbeKind
{
    /// <summary>Has the engine come up?</summary>
    Startup,

    /// <summary>Is it still of use, or must it be restarted?</summary>
    Liveness,

    /// <summary>Does it serve right now?</summary>
    Readiness,
}
