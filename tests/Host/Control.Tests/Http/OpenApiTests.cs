using System.Text.Json;
using System.Text.RegularExpressions;
using Supervision.Control.Http;
using Supervision.Control.Tests.Support;

namespace Supervision.Control.Tests.Http;

public sealed partial class OpenApiTests
{
    [Fact(Timeout = 60_000)]
    public async Task Document_ListsExactlyTheRoutes_WithTheirPathParameters()
    {
        await using var http = await HttpHarness.StartAsync(ControlHarness.Sleeper("a"));
        var (_, document) = await http.SendAsync("GET", "/api/v1/openapi.json");

        var documented = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(verb => $"{verb.Name.ToUpperInvariant()} {path.Name}")).Order();
        var routes = new ControlRoutes(http.Inner.Control, null).All;

        Assert.Equal(routes.Select(route => $"{route.Method} {route.Template}").Order(), documented);
        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString());
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var verb in path.Value.EnumerateObject())
            {
                var named = verb.Value.TryGetProperty("parameters", out var parameters)
                    ? parameters.EnumerateArray().Where(one => one.GetProperty("in").GetString() == "path").Select(one => one.GetProperty("name").GetString()!)
                    : [];
                Assert.Equal(InBraces().Matches(path.Name).Select(match => match.Groups[1].Value).Order(), named.Order());
                var route = routes.Single(one => one.Template == path.Name && one.Method.Equals(verb.Name, StringComparison.OrdinalIgnoreCase));
                var query = parameters.ValueKind == JsonValueKind.Array ? parameters.EnumerateArray().Where(one => one.GetProperty("in").GetString() == "query") : [];
                Assert.Equal((route.Query ?? []).Order(), query.Select(one => one.GetProperty("name").GetString()!).Order());
                Assert.Equal(route.IsOpen, verb.Value.TryGetProperty("security", out var security) && security.GetArrayLength() == 0);
                Assert.Equal(route.IsRepeatable, verb.Value.ToString().Contains("Idempotency-Key", StringComparison.Ordinal));
            }
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Document_Schemas_HaveEveryPropertyThatIsSent()
    {
        await using var http = await HttpHarness.StartAsync(ControlHarness.Sleeper("a"));
        await http.Inner.ReadyAsync(1);
        var (_, document) = await http.SendAsync("GET", "/api/v1/openapi.json");
        var schemas = document.GetProperty("components").GetProperty("schemas");

        foreach (var (path, schema) in new[]
        {
            ("/api/v1/engines", "Engines"), ("/api/v1/groups", "Groups"), ("/api/v1/engines/a", "EngineInfo"), ("/api/v1/engines/a/why", "EngineReport"),
            ("/api/v1/system", "System"), ("/api/v1/actors", "Actor"), ("/health", "Health"), ("/api/v1/engines/x", "Problem"),
        })
        {
            var (_, body) = await http.SendAsync("GET", path);
            Check(body, schemas.GetProperty(schema), schemas, path);
        }

        foreach (var reference in References().Matches(document.ToString()).Select(match => match.Groups[1].Value))
        {
            Assert.True(schemas.TryGetProperty(reference, out _), reference);
        }
    }

    private static void Check(JsonElement value, JsonElement schema, JsonElement schemas, string where)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            schema = schemas.GetProperty(reference.GetString()!.Split('/')[^1]);
        }

        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                Check(item, schema.GetProperty("items"), schemas, where);
            }
        }
        else if (value.ValueKind == JsonValueKind.Object && schema.TryGetProperty("properties", out var properties))
        {
            foreach (var property in value.EnumerateObject())
            {
                Assert.True(properties.TryGetProperty(property.Name, out var child), $"{where}: {property.Name} is not documented");
                Check(property.Value, child, schemas, $"{where}.{property.Name}");
            }

            foreach (var required in schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(one => one.GetString()!) : [])
            {
                Assert.True(value.TryGetProperty(required, out _), $"{where}: {required} is missing");
            }
        }
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex InBraces();

    [GeneratedRegex("#/components/schemas/(\\w+)")]
    private static partial Regex References();
}
