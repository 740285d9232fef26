using System.Globalization;
using System.Text.RegularExpressions;

namespace Supervision.Engines.Tests;

/// <summary>docs/failure-modes.md has a row for each mode, and names a test that is there.</summary>
public sealed partial class FailureModesDocumentTests
{
    private static readonly string _text = File.ReadAllText(Repository.PathOf("docs", "failure-modes.md"));

    [Fact]
    public void EveryMode_HasOneRow_WithItsTest()
    {
        (string Mode, string Shown, string File)[] rows =
            [.. Row().Matches(_text).Select(row => (row.Groups[1].Value, row.Groups[2].Value, row.Groups[3].Value))];

        Assert.Equal(Enumerable.Range(1, 24).Select(number => string.Create(CultureInfo.InvariantCulture, $"F{number:00}")), rows.Select(row => row.Mode));
        Assert.All(rows, row =>
        {
            Assert.Equal(row.Mode, row.Shown);
            Assert.Contains($"Task {row.Mode}_", File.ReadAllText(Repository.PathOf("docs", row.File)), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Links_LeadToFilesAndHeadings()
    {
        foreach (Match link in Link().Matches(_text))
        {
            string path = Repository.PathOf("docs", link.Groups[1].Value);
            Assert.True(Path.Exists(path), $"there is no {link.Groups[1].Value}");
            if (link.Groups[2].Value is { Length: > 0 } heading)
                Assert.Contains(heading, File.ReadLines(path).Where(line => line.StartsWith('#')).Select(AnchorOf));
        }
    }

    private static string AnchorOf(string heading) =>
        NoAnchor().Replace(heading.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"^\| (F\d\d) \|.*\[`(F\d\d)`\]\(([^)]+)\)", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\]\(([^)#]+)#?([^)]*)\)")]
    private static partial Regex Link();

    [GeneratedRegex("[^a-z0-9 _-]")]
    private static partial Regex NoAnchor();
}
