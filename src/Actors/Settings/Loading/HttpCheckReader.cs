using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Supervision.Actors.Heartbeats;
using Supervision.Hocon;

namespace Supervision.Actors.Settings.Loading;

/// <summary>Reads an HTTP check: a URL, or a section with one and what the request and its answer have besides.</summary>
internal static class HttpCheckReader
{
    public static ProbeCheck.Http? Read(Section probe, HoconValue value, Place place, InstanceText instance)
    {
        if (value is not HoconObject)
            return TryUrl(value, instance, out var plain) ? new ProbeCheck.Http(plain) : WrongUrl(probe, value, place);
        var section = probe.Child("http");
        Uri? url = null;
        if (!section.TryFind("url", out var written, out var at))
            section.Error(section.Place, "has no url; add url = \"http://127.0.0.1:8080/health\"");
        else if (!TryUrl(written, instance, out url))
            WrongUrl(section, written, at);
        var check = new ProbeCheck.Http(url ?? new Uri("http://localhost/"))
        {
            Method = section.Has("method") ? Method(section) : "GET",
            Headers = Headers(section.Child("headers"), instance),
            Status = section.Has("status") ? Status(section) : StatusSet.Default,
            Contains = section.Has("contains") ? instance.Apply(section.Text("contains").Value ?? "") : null,
            Json = section.Has("json") ? Json(section.Child("json"), instance) : null,
            UnixSocket = section.Has("unix") ? Socket(section, instance) : null,
            VerifyTls = !section.Has("verify-tls") || section.Switch("verify-tls"),
        };
        section.Done();
        return url is null ? null : check;
    }

    /// <summary>Whether a value is an absolute http or https URL.</summary>
    public static bool TryUrl(HoconValue value, InstanceText instance, [NotNullWhen(true)] out Uri? url)
    {
        url = null;
        return value is HoconScalar { IsNull: false } scalar
            && Uri.TryCreate(instance.Apply(scalar.Text), UriKind.Absolute, out url)
            && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            && url.Host.Length > 0;
    }

    private static ProbeCheck.Http? WrongUrl(Section section, HoconValue value, Place place)
    {
        section.Error(
            place, $"expected an absolute http or https URL, such as \"http://127.0.0.1:8080/health\", found {Section.Describe(value)}");
        return null;
    }

    private static string? Socket(Section section, InstanceText instance)
    {
        var text = section.Text("unix");
        var path = text.Valid ? instance.Apply(text.Value) : null;
        if (path is not null && SpawnReader.SocketProblem(path) is { } problem)
            section.Error(text.Place, problem);
        return path;
    }

    private static string Method(Section section) =>
        section.Choice("method", ("GET", "GET"), ("HEAD", "HEAD"), ("POST", "POST"), ("OPTIONS", "OPTIONS")).Value ?? "GET";

    private static StatusSet Status(Section section)
    {
        var text = section.Text("status");
        if (text.Valid && StatusSet.Parse(text.Value) is { } set)
            return set;
        if (text.Valid)
            section.Error(text.Place, $"expected statuses from 100 to 599, such as 200, \"200-299\" or \"200,503\", found {Section.Quote(text.Value)}");
        return StatusSet.Default;
    }

    private static ImmutableSortedDictionary<string, string> Headers(Section section, InstanceText instance)
    {
        var headers = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in section.Keys())
        {
            if (section.TryFind(name, out var value, out var place) && value.IsNull)
                continue;
            var text = section.Text(name);
            if (!text.Valid)
                continue;
            if (!name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') || text.Value.Any(char.IsControl))
                section.Error(place, $"{Section.Quote(name)} cannot be sent as a header: a name has letters, digits, '-' and '_', and its text no control characters");
            else
                headers[name] = instance.Apply(text.Value);
        }

        return headers.Count == 0 ? ImmutableSortedDictionary<string, string>.Empty : headers.ToImmutable();
    }

    private static JsonExpectation? Json(Section section, InstanceText instance)
    {
        var path = section.Has("path") ? section.Text("path") : default;
        var expected = section.Has("equals") ? section.Text("equals").Value : null;
        section.Done();
        if (path.Valid && JsonQuery.IsPath(path.Value))
            return new JsonExpectation(path.Value, expected is null ? null : instance.Apply(expected));
        if (path.Valid)
            section.Error(path.Place, $"expected a path such as status, data[*].id or models[0].name, found {Section.Quote(path.Value)}");
        else if (!section.IsBroken && path.Place == default)
            section.Error(section.Place, "has no path; add path = \"data[*].id\", for example");
        return null;
    }
}
