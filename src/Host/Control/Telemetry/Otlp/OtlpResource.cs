using Supervision.Actors.Settings;

namespace Supervision.Control.Telemetry.Otlp;

/// <summary>Who sends: the attributes of OpenTelemetry's resource.</summary>
/// <param name="Version">Version of the program.</param>
/// <param name="Attributes">Names and values; a name comes once.</param>
internal sealed record OtlpResource(string Version, IReadOnlyList<KeyValuePair<string, object?>> Attributes)
{
    /// <summary>The one of this process.</summary>
    /// <param name="settings">What the configuration says of it, which wins.</param>
    /// <param name="version">Version of the program.</param>
    /// <param name="variable">The value of <c>OTEL_RESOURCE_ATTRIBUTES</c>: <c>NAME=VALUE,NAME=VALUE</c>, percent-encoded where needed.</param>
    public static OtlpResource Of(OtlpSettings settings, string version, string? variable)
    {
        var all = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["host.name"] = Environment.MachineName,
            ["process.pid"] = Environment.ProcessId,
            ["service.instance.id"] = Guid.NewGuid().ToString(),
            ["telemetry.sdk.name"] = "supervision",
            ["telemetry.sdk.language"] = "dotnet",
            ["telemetry.sdk.version"] = version,
        };
        foreach (var pair in (variable ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            // By OpenTelemetry's rule what is not understood is left out, rather than that nothing is sent.
            if (pair.IndexOf('=') is > 0 and var at)
            {
                all[pair[..at].TrimEnd()] = Uri.UnescapeDataString(pair[(at + 1)..].TrimStart());
            }
        }

        foreach (var (name, value) in settings.Attributes)
        {
            all[name] = value;
        }

        all["service.name"] = settings.ServiceName;
        all["service.version"] = version;
        return new OtlpResource(version, [.. all]);
    }
}
