using System.Text.Json;

namespace Supervision.Hocon.Tests;

/// <summary>Comparing HOCON with the JSON it stands for.</summary>
internal static class Json
{
    public static HoconObject Resolve(string hocon, params (string Name, string Value)[] environment) => HoconDocument
        .Parse(hocon, new HoconOptions { SourceName = "test.conf", Environment = name => Array.Find(environment, v => v.Name == name).Value })
        .Resolve();

    /// <summary>That a text resolves to the tree that a JSON text stands for.</summary>
    public static void Equal(string expectedJson, string hocon, params (string Name, string Value)[] environment) =>
        Equal(expectedJson, Resolve(hocon, environment));

    public static void Equal(string expectedJson, HoconValue actual)
    {
        using var expected = JsonDocument.Parse(expectedJson);
        if (!Matches(expected.RootElement, actual))
            Assert.Fail($"expected {expectedJson}\nbut was  {actual}");
    }

    /// <summary>That a text has errors; gives them as one text.</summary>
    public static string Fails(string hocon) => Assert.Throws<HoconException>(() => Resolve(hocon)).Message;

    public static bool Matches(JsonElement expected, HoconValue actual) => expected.ValueKind switch
    {
        JsonValueKind.Object => actual is HoconObject fields && fields.Count == expected.EnumerateObject().Count()
            && expected.EnumerateObject().All(p => fields.TryGetValue(p.Name, out var value) && Matches(p.Value, value)),
        JsonValueKind.Array => actual is HoconArray items && items.Count == expected.GetArrayLength()
            && expected.EnumerateArray().Zip(items).All(pair => Matches(pair.First, pair.Second)),
        JsonValueKind.String => actual is HoconScalar { Kind: HoconScalarKind.String } text && text.Text == expected.GetString(),
        JsonValueKind.Number => actual is HoconScalar { Kind: HoconScalarKind.Number } number && number.Text == expected.GetRawText(),
        JsonValueKind.True or JsonValueKind.False =>
            actual is HoconScalar { Kind: HoconScalarKind.Boolean } boolean && boolean.Text == expected.GetRawText(),
        _ => actual.IsNull,
    };
}
