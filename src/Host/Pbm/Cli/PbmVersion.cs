using System.Reflection;

namespace Supervision.Pbm.Cli;

/// <summary>The version of this client.</summary>
internal static class PbmVersion
{
    /// <summary>As <c>pbm 0.1.0</c>.</summary>
    public static string Line { get; } = "pbm " + Number;

    private static string Number =>
        typeof(PbmVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
