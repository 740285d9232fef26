using System.Diagnostics.CodeAnalysis;

namespace Supervision.Configuration;

/// <summary>Null-tolerant helpers.</summary>
public static class ConfigExtensions
{
    /// <summary>Whether there is no configuration, or none with a key.</summary>
    /// <param name="config">May be null.</param>
    public static bool IsNullOrEmpty([NotNullWhen(false)] this Config? config) => config is null || config.IsEmpty;

    /// <summary>The configuration with another behind it, where either may be absent.</summary>
    /// <param name="config">May be null.</param>
    /// <param name="fallback">May be null.</param>
    public static Config? SafeWithFallback(this Config? config, Config? fallback) =>
        config.IsNullOrEmpty() ? fallback : config.WithFallback(fallback);
}
