using System.Reflection;

namespace Supervision.Entrypoint;

/// <summary>Version and commit that this executable was built from.</summary>
internal static class ProductVersion
{
    /// <summary>For example <c>0.1.0</c>.</summary>
    public static string Number { get; }

    /// <summary>The full commit hash; null for a build outside a repository.</summary>
    public static string? Commit { get; }

    static ProductVersion()
    {
        string version =
            typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
        int plus = version.IndexOf('+');
        Number = plus < 0 ? version : version[..plus];
        Commit = plus < 0 ? null : version[(plus + 1)..];
    }

    /// <summary>The line that <c>--version</c> prints.</summary>
    public static string Line => $"supervision {Number} (commit {Commit ?? "unknown"})";
}
