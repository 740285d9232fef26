using System.Collections.Immutable;

namespace Supervision.Actors.Settings;

/// <summary>Where the daemon sends metrics and spans by the OpenTelemetry protocol, as JSON over HTTP (<c>telemetry.otlp</c>).</summary>
public sealed record OtlpSettings
{
    /// <summary>Base address, to which <c>/v1/metrics</c> and <c>/v1/traces</c> are appended; null, the default, for none.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Headers of each request by name, such as <c>authorization</c>. Default none.</summary>
    public ImmutableSortedDictionary<string, string> Headers { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>How often metrics are sent, 1 s to 1 h. Default 60 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long one request may take, 100 ms to 5 min. Default 10 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The attribute <c>service.name</c>. Default <c>supervision</c>.</summary>
    public string ServiceName { get; init; } = "supervision";

    /// <summary>Further attributes of the resource by name. Default none.</summary>
    public ImmutableSortedDictionary<string, string> Attributes { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}
