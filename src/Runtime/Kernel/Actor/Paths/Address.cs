using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Supervision.Actor;

/// <summary>Names a system: <c>akka://name</c>, or with host and port where it has them.</summary>
public sealed class Address : IEquatable<Address>, IComparable<Address>, IComparable, ICloneable
{
    /// <summary>An address that stands for every system.</summary>
    public static readonly Address AllSystems = new("akka", "all-systems");

    /// <summary>Orders addresses by their text.</summary>
    public static readonly IComparer<Address> Comparer = Comparer<Address>.Create(static (x, y) => x.CompareTo(y));

    private string? _text;

    /// <summary>Makes an address.</summary>
    /// <param name="protocol">The protocol, for example <c>akka</c>.</param>
    /// <param name="system">The name of the system.</param>
    /// <param name="host">The host, or null for a local address.</param>
    /// <param name="port">The port, or null.</param>
    public Address(string protocol, string system, string? host = null, int? port = null)
    {
        Protocol = protocol;
        System = system;
        Host = host?.ToLowerInvariant();
        Port = port;
    }

    /// <summary>The protocol.</summary>
    public string Protocol { get; }

    /// <summary>The name of the system.</summary>
    public string System { get; }

    /// <summary>The host in lower case, or null.</summary>
    public string? Host { get; }

    /// <summary>The port, or null.</summary>
    public int? Port { get; }

    /// <summary>True when the address has no host: it means something in this process only.</summary>
    public bool HasLocalScope => string.IsNullOrEmpty(Host);

    /// <summary>True when the address has a host.</summary>
    public bool HasGlobalScope => !HasLocalScope;

    /// <summary>Equality of all four parts.</summary>
    public static bool operator ==(Address? left, Address? right) => Equals(left, right);

    /// <summary>The opposite of equality.</summary>
    public static bool operator !=(Address? left, Address? right) => !Equals(left, right);

    /// <summary>Parses an address.</summary>
    /// <exception cref="UriFormatException">The text is no address.</exception>
    public static Address Parse(string address) =>
        TryParse(address, out Address? parsed) ? parsed : throw new UriFormatException($"Cannot parse address [{address}]");

    /// <summary>Parses the address at the front of a path.</summary>
    public static bool TryParse(string path, [NotNullWhen(true)] out Address? address) => TryParse(path.AsSpan(), out address, out _);

    /// <summary>Parses the address at the front of a path.</summary>
    public static bool TryParse(ReadOnlySpan<char> span, [NotNullWhen(true)] out Address? address) => TryParse(span, out address, out _);

    /// <summary>Parses the address at the front of a path and gives what follows it, <c>/</c> when nothing does.</summary>
    public static bool TryParse(string path, [NotNullWhen(true)] out Address? address, [NotNullWhen(true)] out string? absolutUri)
    {
        bool ok = TryParse(path.AsSpan(), out address, out ReadOnlySpan<char> rest);
        absolutUri = ok ? rest.ToString() : null;
        return ok;
    }

    /// <summary>Parses the address at the front of a path and gives what follows it, <c>/</c> when nothing does.</summary>
    public static bool TryParse(ReadOnlySpan<char> span, [NotNullWhen(true)] out Address? address, out ReadOnlySpan<char> absolutUri)
    {
        address = null;
        absolutUri = "/";
        int scheme = span.IndexOf("://");
        if (scheme <= 0 || !char.IsAsciiLetter(span[0]))
        {
            return false;
        }

        ReadOnlySpan<char> protocol = span[..scheme];
        ReadOnlySpan<char> rest = span[(scheme + 3)..];
        int slash = rest.IndexOf('/');
        ReadOnlySpan<char> authority = slash < 0 ? rest : rest[..slash];
        if (slash >= 0)
        {
            absolutUri = rest[slash..];
        }

        int at = authority.IndexOf('@');
        if (authority.IsEmpty || authority.Contains(' '))
        {
            return false;
        }

        // With a host there must be a port; without, there may be one behind the name of the system.
        string protocolText = protocol.ToString().ToLowerInvariant();
        ReadOnlySpan<char> hostAndPort = authority[(at + 1)..];
        int colon = hostAndPort.LastIndexOf(':');
        if (hostAndPort.StartsWith("[") && colon < hostAndPort.IndexOf(']'))
        {
            colon = -1;
        }

        int? port = null;
        if (colon >= 0)
        {
            if (!int.TryParse(hostAndPort[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number > ushort.MaxValue)
            {
                return false;
            }

            port = number;
            hostAndPort = hostAndPort[..colon];
        }

        if (at == 0 || hostAndPort.IsEmpty || (at > 0 && port is null))
        {
            return false;
        }

        address = at < 0
            ? new Address(protocolText, hostAndPort.ToString(), null, port)
            : new Address(protocolText, authority[..at].ToString(), hostAndPort.ToString(), port);
        return true;
    }

    /// <summary>The same address with another host.</summary>
    public Address WithHost(string? host = null) => new(Protocol, System, host, Port);

    /// <summary>The same address with another port.</summary>
    public Address WithPort(int? port = null) => new(Protocol, System, Host, port);

    /// <summary>The same address with another protocol.</summary>
    public Address WithProtocol(string protocol) => new(protocol, System, Host, Port);

    /// <summary>The same address with another system.</summary>
    public Address WithSystem(string system) => new(Protocol, system, Host, Port);

    /// <summary>The text after the protocol: <c>system</c> or <c>system@host:port</c>.</summary>
    public string HostPort() => ToString()[(Protocol.Length + 3)..];

    /// <inheritdoc/>
    public object Clone() => new Address(Protocol, System, Host, Port);

    /// <inheritdoc/>
    public bool Equals(Address? other) =>
        ReferenceEquals(this, other)
        || (other is not null && Port == other.Port && Host == other.Host && System == other.System && Protocol == other.Protocol);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Address other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Protocol, System, Host, Port);

    /// <inheritdoc/>
    public int CompareTo(Address? other) => other is null ? 1 : string.CompareOrdinal(ToString(), other.ToString());

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj is null or Address
        ? CompareTo((Address?)obj)
        : throw new ArgumentException($"Cannot compare {nameof(Address)} with {obj.GetType()}", nameof(obj));

    /// <inheritdoc/>
    public override string ToString()
    {
        if (_text is null)
        {
            string host = Host is null ? string.Empty : "@" + Host;
            string port = Port is { } number ? ":" + number.ToString(CultureInfo.InvariantCulture) : string.Empty;
            _text = $"{Protocol}://{System}{host}{port}";
        }

        return _text;
    }
}
