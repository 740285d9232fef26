using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Supervision.Actors.Handover;
using Supervision.Actors.Settings;
using Supervision.Actors.Tests.Support;

namespace Supervision.Actors.Tests.Handover;

/// <summary>The form of a tree, against that of System.Text.Json, in which images of the program before write and read.</summary>
public sealed class HandoverJsonTests
{
    public static TheoryData<int> Checks => [.. Enumerable.Range(0, 9)];

    [Theory]
    [MemberData(nameof(Checks))]
    public void Tree_WithEverythingSet_IsWrittenAndReadAsEver(int check)
    {
        var tree = (HandedTree)Filled.Of(typeof(HandedTree), check);

        var written = Written(tree);
        var expected = AsEver(tree);

        Assert.Equal(expected, written);
        Assert.Equal(expected, Written(HandoverJson.ParseHandedTree(Encoding.UTF8.GetBytes(expected))));
        Assert.Equal(expected, AsEver(JsonSerializer.Deserialize(written, ReferenceHandoverJson.Default.HandedTree)!));
    }

    [Fact]
    public void Tree_WithNothingButWhatItMustHave_KeepsDefaults()
    {
        var settings = new SupervisionSettings
        {
            Groups = [new GroupSettings { Name = "g", Engines = [new EngineSettings { Name = "e", Command = ["c"] }] }],
        };
        var tree = new HandedTree { Settings = settings, Groups = [new HandedGroup { Name = "g", Mode = "Running" }] };
        const string Least = """{"settings":{"groups":[{"name":"g","engines":[{"name":"e","command":["c"]}]}]},"groups":[{"name":"g","mode":"Running"}]}""";

        Assert.Equal(Written(tree), Written(HandoverJson.ParseHandedTree(Encoding.UTF8.GetBytes(Least))));
        Assert.Equal(AsEver(tree), Written(tree));
    }

    [Theory]
    [InlineData("settings")]
    [InlineData("groups")]
    public void Tree_WithoutWhatItMustHave_IsRefused(string member)
    {
        var json = JsonNode.Parse(Written((HandedTree)Filled.Of(typeof(HandedTree))))!.AsObject();
        json.Remove(member);

        var error = Assert.Throws<JsonException>(() => HandoverJson.ParseHandedTree(Encoding.UTF8.GetBytes(json.ToJsonString())));

        Assert.Contains($"'{member}' is missing", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"settings":7,"groups":[]}""")]
    [InlineData("""{"settings":{"groups":[]},"groups":[],"clock":"soon"}""")]
    [InlineData("""{"settings":{"groups":[]},"groups":[],"sequence":1e99}""")]
    [InlineData("""{"settings":{"groups":[],"exitCode":"Sometimes"},"groups":[]}""")]
    [InlineData("null")]
    [InlineData("{")]
    public void Tree_OfAnotherForm_IsRefused(string json) =>
        Assert.ThrowsAny<JsonException>(() => HandoverJson.ParseHandedTree(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Enumeration_ByItsNumber_IsRead() =>
        Assert.Equal(ExitCodePolicy.Engine, HandoverJson.ParseHandedTree("""{"settings":{"groups":[],"exitCode":1},"groups":[]}"""u8.ToArray()).Settings.ExitCode);

    // The engines of all groups were written once more with the settings, and read by nobody.
    private static string AsEver(HandedTree tree)
    {
        var json = JsonSerializer.Serialize(tree, ReferenceHandoverJson.Default.HandedTree);
        using var document = JsonDocument.Parse(json);
        var twice = $",\"engines\":{document.RootElement.GetProperty("settings").GetProperty("engines").GetRawText()}";
        return json.Remove(json.LastIndexOf(twice, StringComparison.Ordinal), twice.Length);
    }

    private static string Written(HandedTree tree)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            HandoverJson.Write(writer, tree);
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
