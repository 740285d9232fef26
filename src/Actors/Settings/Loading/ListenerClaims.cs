using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Supervision.Actors.Settings.Loading;

/// <summary>Where the daemon itself listens: two of its listeners cannot have one address.</summary>
internal sealed class ListenerClaims
{
    private readonly List<Claim> _claims = [];

    public ListenerClaims(Section supervision, HealthSettings health, ControlSettings control)
    {
        var section = supervision.Child("control");
        if (health.Host is { } probed)
            Add(section, new Claim(Addresses(probed, false), probed, health.Port, supervision.Child("health").ValuePlace("listen")));
        if (control.HttpHost is { } host)
            Add(section, new Claim(Addresses(host, true), host, control.HttpPort, section.Child("http").ValuePlace("listen")));
        if (control.Pbm is { Tcp: true, Host: { } asked, Port: > 0 and var port })
            Add(section, new Claim(Addresses(asked, false), asked, port, section.Child("pbm").ValuePlace("port")));
        if (control is { UnixPath: { } path, Pbm: { Unix: true } pbm } && Path.GetFullPath(path) == Path.GetFullPath(pbm.UnixPath ?? PbmSettings.UsualSocket))
            Report(section, "the socket", section.Child("pbm").ValuePlace("unix"), section.Child("unix").ValuePlace("path"));
    }

    /// <summary>Who of the daemon's listeners has a port; null for none.</summary>
    public Place? OwnerOf(int port) => _claims.Find(claim => claim.Port == port)?.Place;

    private void Add(Section section, Claim claim)
    {
        if (_claims.Find(other => other.Port == claim.Port && other.Overlaps(claim)) is { } other)
            Report(section, string.Create(CultureInfo.InvariantCulture, $"the port {claim.Port}"), other.Place, claim.Place);
        _claims.Add(claim);
    }

    private static void Report(Section section, string what, Place first, Place second)
    {
        var place = Place.ToBlame(first, second);
        var other = place == second ? first : second;
        section.Error(place, $"{what} is also that of {other.Path} ({Loading.Report.Convert(other.Origin)}), and only one of the two can listen there; give each its own");
    }

    // A name that is not in here may be anybody's, so only itself is known to be the same.
    private static IPAddress[] Addresses(string host, bool both) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? [IPAddress.Loopback, IPAddress.IPv6Loopback]
        : !IPAddress.TryParse(host, out var address) ? []
        : both && address.Equals(IPAddress.IPv6Any) ? [address, IPAddress.Any]
        : [address];

    private sealed record Claim(IPAddress[] Addresses, string Host, int Port, Place Place)
    {
        public bool Overlaps(Claim other) => Host.Equals(other.Host, StringComparison.OrdinalIgnoreCase)
            || Addresses.Any(one => other.Addresses.Any(two => one.AddressFamily == two.AddressFamily && (one.Equals(two) || IsAny(one) || IsAny(two))));

        private static bool IsAny(IPAddress address) =>
            address.Equals(address.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any);
    }
}
