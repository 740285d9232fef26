namespace Supervision.Control.Health;

/// <summary>What a probe asks.</summary>
internal enum HealthQuestion
{
    /// <summary>Whether the daemon itself works.</summary>
    Live,

    /// <summary>Whether every engine serves.</summary>
    Ready,

    /// <summary>Whether every engine has served once.</summary>
    Startup,
}
