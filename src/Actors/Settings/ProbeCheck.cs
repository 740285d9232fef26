using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Supervision.Actors.Settings;

/// <summary>What a probe asks; a closed set.</summary>
[JsonDerivedType(typeof(Http), "http")]
[JsonDerivedType(typeof(Tcp), "tcp")]
[JsonDerivedType(typeof(Exec), "exec")]
[JsonDerivedType(typeof(Grpc), "grpc")]
[JsonDerivedType(typeof(Unix), "unix")]
[JsonDerivedType(typeof(Log), "log")]
[JsonDerivedType(typeof(Notify), "notify")]
[JsonDerivedType(typeof(Descriptor), "descriptor")]
[JsonDerivedType(typeof(HeartbeatFile), "file")]
public abstract record ProbeCheck
{
    private ProbeCheck()
    {
    }

    /// <summary>Whether its success shows that the engine lives now, rather than that something was so once.</summary>
    public virtual bool IsEvidence => true;

    /// <summary>An HTTP request; success is an expected status and, where one is asked for, a body that fits.</summary>
    /// <param name="Url">Absolute http or https URL.</param>
    public sealed record Http(Uri Url) : ProbeCheck
    {
        /// <summary>Method. Default GET.</summary>
        public string Method { get; init; } = "GET";

        /// <summary>Headers that are sent. Default none.</summary>
        public ImmutableSortedDictionary<string, string> Headers { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

        /// <summary>Statuses that are a success. Default 200 to 399.</summary>
        public StatusSet Status { get; init; } = StatusSet.Default;

        /// <summary>A text that the body must contain; null for any body.</summary>
        public string? Contains { get; init; }

        /// <summary>What the body must hold as JSON; null for any body.</summary>
        public JsonExpectation? Json { get; init; }

        /// <summary>The unix socket that the request goes through; null for a TCP connection to the URL's host.</summary>
        public string? UnixSocket { get; init; }

        /// <summary>Whether the certificate of an https server is verified. Default true.</summary>
        public bool VerifyTls { get; init; } = true;
    }

    /// <summary>TCP connect; success is an accepted connection.</summary>
    /// <param name="Host">Name or address.</param>
    /// <param name="Port">1 to 65535.</param>
    public sealed record Tcp(string Host, int Port) : ProbeCheck;

    /// <summary>A command, run with the engine's environment and directory; success is exit code 0 within the time-out.</summary>
    /// <param name="Command">Program and arguments; never empty.</param>
    public sealed record Exec(ImmutableArray<string> Command) : ProbeCheck;

    /// <summary>The gRPC health checking protocol without TLS; success is SERVING.</summary>
    /// <param name="Host">Name or address.</param>
    /// <param name="Port">1 to 65535.</param>
    /// <param name="Service">The service that is asked about; empty for the whole server.</param>
    public sealed record Grpc(string Host, int Port, string Service) : ProbeCheck;

    /// <summary>Connect to a unix stream socket; success is an accepted connection.</summary>
    /// <param name="Path">The socket's path; one that begins with '@' is in the abstract namespace.</param>
    public sealed record Unix(string Path) : ProbeCheck;

    /// <summary>A line of the engine's output; success is that one was written in this attempt.</summary>
    /// <param name="Pattern">Regular expression, found anywhere in a line.</param>
    /// <param name="Within">How long ago at most; 0 for any time in the attempt.</param>
    public sealed record Log(string Pattern, TimeSpan Within) : ProbeCheck
    {
        /// <inheritdoc/>
        public override bool IsEvidence => Within > TimeSpan.Zero;
    }

    /// <summary>sd_notify; success is READY=1 without STOPPING=1 or, with a watchdog time, a WATCHDOG=1 within it.</summary>
    /// <param name="Watchdog">How long ago the last WATCHDOG=1 may be; 0 asks for READY=1.</param>
    public sealed record Notify(TimeSpan Watchdog) : ProbeCheck
    {
        /// <inheritdoc/>
        public override bool IsEvidence => Watchdog > TimeSpan.Zero;
    }

    /// <summary>A descriptor on which the engine writes a line end once it is ready, as s6 has it.</summary>
    /// <param name="Number">The number the engine sees it at, 3 to 255.</param>
    public sealed record Descriptor(int Number) : ProbeCheck
    {
        /// <inheritdoc/>
        public override bool IsEvidence => false;
    }

    /// <summary>A file that the engine touches; success is that it was changed not too long ago.</summary>
    /// <param name="Path">Path; a relative one is in the engine's directory.</param>
    /// <param name="MaxAge">Greatest age of its last change, above 0.</param>
    public sealed record HeartbeatFile(string Path, TimeSpan MaxAge) : ProbeCheck;
}
