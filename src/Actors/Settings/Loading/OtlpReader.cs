namespace Supervision.Actors.Settings.Loading;

/// <summary>Reads where telemetry is sent.</summary>
internal static class OtlpReader
{
    private static readonly TimeSpan _shortestInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _longestInterval = TimeSpan.FromHours(1);
    private static readonly TimeSpan _shortestTimeout = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _longestTimeout = TimeSpan.FromMinutes(5);

    public static OtlpSettings Read(Section section)
    {
        var endpoint = section.Text("endpoint");
        Uri? address = null;
        if (endpoint.Valid && endpoint.Value.Length > 0
            && (!Uri.TryCreate(endpoint.Value, UriKind.Absolute, out address) || address.Scheme is not ("http" or "https")
                || address.Query.Length > 0 || address.Fragment.Length > 0))
        {
            address = null;
            section.Error(
                endpoint.Place,
                $"expected the address of a collector for OTLP over HTTP, such as http://127.0.0.1:4318, or an empty text for none, found {Section.Quote(endpoint.Value)}");
        }

        var name = section.Text("service-name");
        if (name.Valid && name.Value.Length == 0)
            section.Error(name.Place, "the name of the service must not be empty");
        var settings = new OtlpSettings
        {
            Endpoint = address,
            Headers = TextMapReader.Read(section.Child("headers"), "a text", HeaderProblem, ValueProblem),
            Interval = section.Duration("interval", _shortestInterval, _longestInterval),
            Timeout = section.Duration("timeout", _shortestTimeout, _longestTimeout),
            ServiceName = name.Value,
            Attributes = TextMapReader.Read(
                section.Child("attributes"), "a text", static name => name.Length == 0 ? "an attribute has a name" : null, static _ => null),
        };
        section.Done();
        return settings;
    }

    // RFC 9110 §5.1: a field name is a token.
    private static string? HeaderProblem(string name) =>
        name.Length == 0 || !name.All(static c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c)) ? $"{Section.Quote(name)} cannot name a header" : null;

    private static string? ValueProblem(string value) =>
        value.AsSpan().ContainsAnyInRange('\0', '\u001f') ? "a header has no line ends and no control characters" : null;
}
