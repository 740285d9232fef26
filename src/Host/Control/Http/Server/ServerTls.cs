using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Supervision.Actors.Settings;

namespace Supervision.Control.Http.Server;

/// <summary>Encrypts connections. Alone knows the libraries for it, so that what is around it can be compiled ahead without them.</summary>
internal sealed class ServerTls : IDisposable
{
    // An X509Certificate2, whose type would keep this one, and all that have one, from being compiled ahead.
    private readonly IDisposable _certificate;

    public ServerTls(IDisposable certificate) => _certificate = certificate;

    /// <summary>Reads certificate and key; null where none are set.</summary>
    /// <exception cref="IOException">They cannot be used.</exception>
    public static ServerTls? Load(ControlSettings settings)
    {
        if (settings.TlsCertificate is not { } path)
        {
            return null;
        }

        if (!OpenSsl.IsThere)
        {
            throw new IOException($"supervision.control.http.tls: {OpenSsl.Missing}");
        }

        try
        {
            return new ServerTls(X509Certificate2.CreateFromPemFile(path, settings.TlsKey));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            throw new IOException($"supervision.control.http.tls: the certificate {path} cannot be used: {error.Message}", error);
        }
    }

    /// <summary>A stream that is encrypted once the client has agreed (<see cref="AgreeAsync"/>).</summary>
    public static Stream Over(Stream plain) => new SslStream(plain, leaveInnerStreamOpen: false);

    public Task AgreeAsync(Stream encrypted, CancellationToken cancellation) => ((SslStream)encrypted).AuthenticateAsServerAsync(
        new SslServerAuthenticationOptions { ServerCertificate = (X509Certificate2)_certificate, ApplicationProtocols = [SslApplicationProtocol.Http11] },
        cancellation);

    /// <summary>Tells the client that nothing more comes.</summary>
    public static Task FarewellAsync(Stream encrypted) => ((SslStream)encrypted).ShutdownAsync();

    public void Dispose() => _certificate.Dispose();
}
