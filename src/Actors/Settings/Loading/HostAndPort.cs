using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Supervision.Actors.Settings.Loading;

/// <summary>Reads <c>HOST:PORT</c>; an IPv6 address stands in brackets.</summary>
internal static class HostAndPort
{
    public static bool TryParse(string text, [NotNullWhen(true)] out string? host, out int port)
    {
        host = null;
        port = 0;
        var colon = text.LastIndexOf(':');
        if (colon <= 0
            || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port)
            || port is < 1 or > 65535)
        {
            return false;
        }

        var name = text[..colon];
        var bracketed = name.StartsWith('[') && name.EndsWith(']');
        if (bracketed)
            name = name[1..^1];
        var kind = Uri.CheckHostName(name);
        if (kind == UriHostNameType.Unknown || (kind == UriHostNameType.IPv6) != bracketed)
            return false;
        host = name;
        return true;
    }
}
