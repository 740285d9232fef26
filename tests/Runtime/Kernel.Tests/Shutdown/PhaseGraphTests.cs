using Supervision.Actor;

namespace Supervision.Kernel.Tests.Shutdown;

public sealed class PhaseGraphTests
{
    [Fact]
    public void Sort_OfAChain_FollowsIt() =>
        Assert.Equal(["a", "b", "c"], Sort(("c", "b"), ("b", "a"), ("a", "")));

    [Fact]
    public void Sort_OfADiamond_PutsEachAfterItsDependencies()
    {
        var sorted = Sort(("d", "b c"), ("b", "a"), ("c", "a"), ("a", "")).ToList();

        Assert.Equal(4, sorted.Count);
        Assert.Equal("a", sorted[0]);
        Assert.Equal("d", sorted[3]);
    }

    [Fact]
    public void Sort_OfIndependentPhases_KeepsTheirOrder() =>
        Assert.Equal(["x", "a", "m"], Sort(("x", ""), ("a", ""), ("m", "")));

    [Fact]
    public void Sort_WithANameThatIsOnlyDependedOn_HasIt() =>
        Assert.Equal(["z", "a"], Sort(("a", "z")));

    [Theory]
    [InlineData("a>a", "a -> a")]
    [InlineData("a>b b>a", "a -> b -> a")]
    [InlineData("x>a a>b b>c c>a", "a -> b -> c -> a")]
    public void Sort_OfACircle_NamesIt(string edges, string circle)
    {
        var phases = edges.Split(' ').Select(e => e.Split('>')).Select(e => (e[0], e[1])).ToArray();

        var failure = Assert.Throws<ArgumentException>(() => Sort(phases));

        Assert.Contains(circle, failure.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Sort(params (string Name, string DependsOn)[] phases) => PhaseGraph.TopologicalSort(
        phases.ToDictionary(
            p => p.Name,
            p => new Phase(p.DependsOn.Split(' ', StringSplitOptions.RemoveEmptyEntries), TimeSpan.FromSeconds(1))));
}
