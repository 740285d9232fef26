namespace Supervision.Actors.Settings;

/// <summary>The three probes of an engine (<c>probes</c>); the words and rules are Kubernetes'. A null probe is not configured.</summary>
public sealed record ProbesSettings
{
    /// <summary>Holds back the other two until it succeeds once; its failure threshold ends the attempt.</summary>
    public ProbeSettings? Startup { get; init; }

    /// <summary>Its failure threshold makes the engine fail.</summary>
    public ProbeSettings? Liveness { get; init; }

    /// <summary>Decides between ready and not ready; never restarts anything.</summary>
    public ProbeSettings? Readiness { get; init; }
}
