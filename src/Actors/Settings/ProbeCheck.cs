using System.Collections.Immutable;

namespace Supervision.Actors.Settings;

/// <summary>What a probe asks; a closed set.</summary>
public abstract record ProbeCheck
{
    private ProbeCheck()
    {
    }

    /// <summary>HTTP GET; success is a status from 200 to 399.</summary>
    /// <param name="Url">Absolute http or https URL.</param>
    public sealed record Http(Uri Url) : ProbeCheck;

    /// <summary>TCP connect; success is an accepted connection.</summary>
    /// <param name="Host">Name or address.</param>
    /// <param name="Port">1 to 65535.</param>
    public sealed record Tcp(string Host, int Port) : ProbeCheck;

    /// <summary>A command, run with the engine's environment and directory; success is exit code 0 within the time-out.</summary>
    /// <param name="Command">Program and arguments; never empty.</param>
    public sealed record Exec(ImmutableArray<string> Command) : ProbeCheck;
}
