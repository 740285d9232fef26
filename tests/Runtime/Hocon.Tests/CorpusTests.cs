using System.Text.Json;

namespace Supervision.Hocon.Tests;

/// <summary>Each folder of the corpus holds one JSON document and any number of spellings that must come to the same tree.</summary>
public sealed class CorpusTests
{
    private static readonly string _root = Repository.PathOf("tests", "Runtime", "Hocon.Tests", "Corpus");

    public static TheoryData<string> Spellings() =>
        [.. Directory.EnumerateFiles(_root, "*.*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is ".conf" or ".json" && !Path.GetFileName(path).StartsWith('_'))
            .Select(path => Path.GetRelativePath(_root, path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Spellings))]
    public void Spelling_Resolved_EqualsOriginal(string path)
    {
        var full = Path.Combine(_root, path);
        var original = Path.Combine(Path.GetDirectoryName(full)!, "original.json");

        var actual = HoconDocument.ParseFile(full, new HoconOptions { Environment = name => name == "CORPUS_HOME" ? "/home/corpus" : null }).Resolve();

        using var expected = JsonDocument.Parse(File.ReadAllText(original));
        Assert.True(Json.Matches(expected.RootElement, actual), $"{path} resolves to {actual}");
    }
}
