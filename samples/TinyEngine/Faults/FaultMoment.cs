namespace TinyEngine.Faults;

/// <summary>When a fault fires.</summary>
internal abstract record FaultMoment
{
    /// <summary>Zero means before anything else, the port included.</summary>
    public sealed record AfterStart(TimeSpan Delay) : FaultMoment;

    public sealed record AfterReady(TimeSpan Delay) : FaultMoment;

    /// <summary>When the Nth completion request arrives, before it is looked at; counted from 1.</summary>
    public sealed record AtRequest(int Number) : FaultMoment;
}
