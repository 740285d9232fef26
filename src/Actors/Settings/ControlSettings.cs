using System.Collections.Immutable;

namespace Supervision.Actors.Settings;

/// <summary>Where the daemon takes commands, and from whom (<c>control</c>). An embedding host opens none of it unless it is told to.</summary>
public sealed record ControlSettings
{
    /// <summary>Host name or address of the HTTP listener; null, the default, for none.</summary>
    public string? HttpHost { get; init; }

    /// <summary>Its port, 1 to 65535; 0 where there is none.</summary>
    public int HttpPort { get; init; }

    /// <summary>Further names by which clients may call the HTTP listener, beside its own and those of this machine. Default none.</summary>
    public ImmutableArray<string> HttpNames { get; init; } = [];

    /// <summary>PEM file with the certificate, and those between it and the root; null, the default, for plain HTTP.</summary>
    public string? TlsCertificate { get; init; }

    /// <summary>PEM file with its private key; null where there is no certificate, or it is in the same file.</summary>
    public string? TlsKey { get; init; }

    /// <summary>Path of the unix socket; null, the default, for none.</summary>
    public string? UnixPath { get; init; }

    /// <summary>Mode of the socket's file, as <c>chmod</c> has it. Default 0600.</summary>
    public int UnixMode { get; init; } = 0x180;

    /// <summary>Passwords by user: <c>{SHA256}</c> or <c>{SHA}</c> and hexadecimal digits, or the text itself. Default none.</summary>
    public ImmutableSortedDictionary<string, string> Passwords { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Bearer tokens by the name of who has them, in the forms of <see cref="Passwords"/>. Default none.</summary>
    public ImmutableSortedDictionary<string, string> Tokens { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Whether others than this machine may come without any credentials. Default false.</summary>
    public bool Insecure { get; init; }

    /// <summary>Where <c>pbm</c> is answered.</summary>
    public PbmSettings Pbm { get; init; } = new();

    /// <summary>Whether anybody has credentials.</summary>
    public bool HasCredentials => !Passwords.IsEmpty || !Tokens.IsEmpty;
}
