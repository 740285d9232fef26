namespace Supervision.Actors.Settings;

/// <summary>Copies of an engine's lines for a syslog server (<c>logs.syslog</c>).</summary>
public sealed record SyslogSettings
{
    /// <summary>Path of a datagram socket such as <c>/dev/log</c>; null where there is none. Default null.</summary>
    public string? Socket { get; init; }

    /// <summary>Host of a server that listens for UDP; null where there is none. Default null.</summary>
    public string? Host { get; init; }

    /// <summary>Its port. Default 514.</summary>
    public int Port { get; init; } = 514;

    /// <summary>Whether messages follow RFC 5424 rather than RFC 3164. Default true.</summary>
    public bool Modern { get; init; } = true;

    /// <summary>Number of the facility, 0 to 23. Default 3 (daemon).</summary>
    public int Facility { get; init; } = 3;

    /// <summary>Whether there is a server.</summary>
    public bool IsOn => Socket is not null || Host is not null;
}
