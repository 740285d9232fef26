using System.Runtime.InteropServices;

namespace Supervision;

/// <summary>Whether TLS can be used. The runtime aborts a process that asks for it where OpenSSL cannot be loaded, so it has to be known before.</summary>
internal static class OpenSsl
{
    /// <summary>What is told where it is not there.</summary>
    public const string Missing = "TLS needs OpenSSL, and libssl.so.3 cannot be loaded; install it (libssl3), or do without TLS";

    private static volatile bool _isThere;

    /// <summary>Loads it, unless it is. Where that fails it may be there later: no file can be opened, or somebody installs it.</summary>
    public static bool IsThere => _isThere || (_isThere = !OperatingSystem.IsLinux() || TryLoad("libssl.so.3") || TryLoad("libssl.so.1.1"));

    private static bool TryLoad(string name) => NativeLibrary.TryLoad(name, out _);
}
