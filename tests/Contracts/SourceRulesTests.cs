using System.Text.RegularExpressions;

namespace Supervision.Contracts.Tests;

/// <summary>Rules over the source tree that no compiler checks.</summary>
public sealed partial class SourceRulesTests
{
    private static IEnumerable<(string Path, string Text)> Sources() =>
        new[] { "src", "tests", "samples", "benchmarks" }
            .Select(folder => Repository.PathOf(folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            .Select(path => (Path.GetRelativePath(Repository.Root, path), File.ReadAllText(path)));

    [Fact]
    public void FilesOutsideTheRuntime_NameNeitherKernelsNamespaces()
    {
        // The kernel's own tests may name it; everything else must compile against either kernel through global usings alone.
        var offenders = Sources()
            .Where(file => !file.Path.StartsWith("src/Runtime/", StringComparison.Ordinal)
                && !file.Path.StartsWith("tests/Runtime/", StringComparison.Ordinal)
                && !file.Path.Contains("/Kernels/", StringComparison.Ordinal)
                && !file.Path.StartsWith("tests/Contracts/", StringComparison.Ordinal))
            .SelectMany(file => KernelNamespace().Matches(file.Text).Select(match => $"{file.Path}: {match.Value}"));

        Assert.Empty(offenders);
    }

    [Theory]
    [InlineData("using Supervision.Actor;", true)]
    [InlineData("Supervision.Event.EventStream", true)]
    [InlineData("global::Akka.Actor.Props", true)]
    [InlineData("using Supervision.Actors.Events;", false)]
    [InlineData("Supervision.Eventually", false)]
    public void KernelNamespacePattern_KnowsWhatItLooksFor(string text, bool matches) =>
        Assert.Equal(matches, KernelNamespace().IsMatch(text));

    [Fact]
    public void FilesOver500Lines_OpenWithTheirReason() => Assert.Empty(Sources()
        .Where(file => file.Text.AsSpan().Count('\n') > 500 && !file.Text.StartsWith("//", StringComparison.Ordinal))
        .Select(file => file.Path));

    [Fact]
    public void Sources_HoldNoPostponedWork() => Assert.Empty(Sources()
        .Where(file => !file.Path.EndsWith("SourceRulesTests.cs", StringComparison.Ordinal))
        .SelectMany(file => Postponed().Matches(file.Text).Select(match => $"{file.Path}: {match.Value}")));

    [GeneratedRegex(@"\bSupervision\.(Actor|Event|Pattern|Dispatch|Configuration|Util|TestKit)\b|\bAkka\.[A-Z]\w*")]
    private static partial Regex KernelNamespace();

    [GeneratedRegex(@"\bTODO\b|\bFIXME\b|\bHACK\b|NotImplementedException")]
    private static partial Regex Postponed();
}
