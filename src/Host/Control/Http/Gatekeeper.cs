// Overview
// Who may ask. On the unix socket its file's mode has decided that, and the caller is named by what the kernel knows of him. Over TCP everybody
// needs credentials as soon as there are any. A browser is everybody's: a page from elsewhere must not command this daemon in its user's name, so
// requests are refused whose Host is not ours (a name that was re-bound to this address) or whose Origin is another one.
using System.Net;
using System.Text;
using Supervision.Actors.Settings;
using Supervision.Control.Http.Server;
using Supervision.Control.Pbm;

namespace Supervision.Control.Http;

/// <summary>Lets requests in, or tells why not.</summary>
internal sealed class Gatekeeper
{
    private const string Realm = "supervision";
    private readonly Credentials _credentials;
    private readonly HashSet<string> _names;
    private readonly bool _isSocketForAll;

    public Gatekeeper(ControlSettings settings)
    {
        _credentials = new Credentials(settings);
        _isSocketForAll = (settings.UnixMode & 0x6) != 0 && !settings.Insecure;
        _names = new HashSet<string>(settings.HttpNames, StringComparer.OrdinalIgnoreCase) { "localhost", Dns.GetHostName() };
        if (settings.HttpHost is { } host)
        {
            _names.Add(host);
        }
    }

    /// <summary>Who asks.</summary>
    /// <param name="http">The request.</param>
    /// <param name="isOpen">Whether nobody needs credentials for it.</param>
    /// <exception cref="ProblemException">The request is refused.</exception>
    public ControlCaller Admit(HttpExchange http, bool isOpen)
    {
        if (http.Remote is not { Address: var address } remote)
        {
            var peer = PeerOf(http);
            return isOpen || !_isSocketForAll || !_credentials.Any ? peer : Authenticate(http, $"{peer.Name}, {peer.Via}");
        }

        CheckHost(http);
        CheckOrigin(http);
        var via = $"http {new IPEndPoint(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, remote.Port)}";
        return isOpen || !_credentials.Any ? new ControlCaller("anybody", via) : Authenticate(http, via);
    }

    private ControlCaller Authenticate(HttpExchange http, string via)
    {
        if (Find(http.Header("Authorization"u8)) is { } name)
        {
            return new ControlCaller(name, via);
        }

        http.SetHeader("WWW-Authenticate", _credentials.AnyPassword ? $"Basic realm=\"{Realm}\", charset=\"UTF-8\"" : $"Bearer realm=\"{Realm}\"");
        throw new ProblemException(401, "Unauthorized", "this needs credentials");
    }

    // No browser speaks HTTP/1.0, and that may leave the host out, as health checks of proxies do.
    private void CheckHost(HttpExchange http)
    {
        if (http.IsOld && http.Host.Length == 0)
        {
            return;
        }

        var host = NameOf(http.Host);
        if (host.Length == 0 || !(IPAddress.TryParse(host, out _) || _names.Contains(host)))
        {
            throw new ProblemException(421, "Misdirected request", $"'{host}' is no name of this server; supervision.control.http.names has its names");
        }
    }

    // Without the port, and an address without its brackets.
    private static string NameOf(string host)
    {
        if (host.StartsWith('['))
        {
            var end = host.IndexOf(']', StringComparison.Ordinal);
            return end < 0 ? "" : host[1..end];
        }

        var colon = host.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? host : host[..colon];
    }

    private static void CheckOrigin(HttpExchange http)
    {
        var origin = http.Header("Origin"u8);
        if (origin.Length > 0 && !(Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority.Equals(AuthorityOf(http), StringComparison.OrdinalIgnoreCase)))
        {
            throw new ProblemException(403, "Forbidden", "pages from elsewhere may not use this");
        }
    }

    // A standard port is not written in an origin, and may be in a host.
    private static string AuthorityOf(HttpExchange http) =>
        Uri.TryCreate($"{http.Scheme}://{http.Host}", UriKind.Absolute, out var uri) ? uri.Authority : "";

    private string? Find(string authorization)
    {
        const string Basic = "Basic ";
        const string Bearer = "Bearer ";
        if (authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return _credentials.OwnerOf(authorization[Bearer.Length..].Trim());
        }

        if (!authorization.StartsWith(Basic, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var bytes = new byte[authorization.Length];
        if (!Convert.TryFromBase64String(authorization[Basic.Length..].Trim(), bytes, out var length))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : _credentials.Check(text[..colon], text[(colon + 1)..]);
    }

    // The name is that of the user: a request that is sent again comes from another process.
    private static ControlCaller PeerOf(HttpExchange http) =>
        PeerIdentity.Of(http.Socket) is (var pid, var user) ? new ControlCaller($"uid {user}", $"unix, pid {pid}") : new ControlCaller("somebody", "unix");
}
