using Supervision.Actors.Settings.Loading;

namespace Supervision.Actors.Settings;

/// <summary>Where <c>pbm</c> is answered (<c>control.pbm</c>).</summary>
public sealed record PbmSettings
{
    /// <summary>The first of the usual places of the socket.</summary>
    public const string UsualSocket = "/run/supervision/pbm.sock";

    /// <summary>Whether there is a unix socket. Default true.</summary>
    public bool Unix { get; init; } = true;

    /// <summary>Its path; null, the default, for the first usual place that can be written, and none where there is no such place.</summary>
    public string? UnixPath { get; init; }

    /// <summary>Whether there is a TCP listener. Default false.</summary>
    public bool Tcp { get; init; }

    /// <summary>Its host name or address. Default <c>127.0.0.1</c>.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Its port, 0 to 65535; 0 for any that is free. Default 9110.</summary>
    public int Port { get; init; } = 9110;

    /// <summary>File whose first line is the token that clients on TCP need; null, the default, for none.</summary>
    public string? TokenFile { get; init; }

    /// <summary>Reads the token.</summary>
    /// <returns>Null where there is no file.</returns>
    /// <exception cref="IOException">The file cannot be read, or its first line is no printable text or has fewer than 16 characters.</exception>
    public string? ReadToken()
    {
        try
        {
            return TokenFile is null ? null : ControlFiles.ReadToken(TokenFile);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"supervision.control.pbm.token-file = {TokenFile}: {error.Message}", error);
        }
    }
}
