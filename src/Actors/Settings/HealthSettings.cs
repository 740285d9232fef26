namespace Supervision.Actors.Settings;

/// <summary>What the daemon itself tells those who probe it (<c>health</c>).</summary>
public sealed record HealthSettings
{
    /// <summary>Host name or address of the HTTP listener; null, the default, for none.</summary>
    public string? Host { get; init; }

    /// <summary>Its port, 1 to 65535; 0 where there is none.</summary>
    public int Port { get; init; }

    /// <summary>The file that gets the reason of an end that is an error; empty for none, null, the default, for <c>/dev/termination-log</c> as process 1.</summary>
    public string? TerminationMessage { get; init; }
}
