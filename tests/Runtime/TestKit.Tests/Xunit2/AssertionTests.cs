using System.Collections;
using Supervision.TestKit.Xunit2.Internals;

namespace Supervision.TestKit.Tests;

public class AssertionTests
{
    [Theory]
    [InlineData(1, 1, true)]
    [InlineData(1, 2, false)]
    [InlineData("a", "a", true)]
    [InlineData(null, null, true)]
    [InlineData(null, "a", false)]
    [InlineData(1, 1L, false)]
    [InlineData(new[] { 1, 2 }, new[] { 1, 2 }, true)]
    [InlineData(new[] { 1, 2 }, new[] { 1, 2, 3 }, false)]
    [InlineData(new[] { 1, 2, 3 }, new[] { 1, 2 }, false)]
    public void Comparer_TwoValues_AreEqualByValue(object? x, object? y, bool equal) =>
        Assert.Equal(equal, new AkkaAssertEqualityComparer<object?>().Equals(x, y));

    [Fact]
    public void Comparer_CollectionsOfDifferentTypes_AreComparedByElements()
    {
        Assert.True(new AkkaAssertEqualityComparer<IEnumerable>().Equals(new[] { 1, 2 }, new List<int> { 1, 2 }));
        var byLength = EqualityComparer<object>.Create((a, b) => a?.ToString()?.Length == b?.ToString()?.Length);
        Assert.True(new AkkaAssertEqualityComparer<IEnumerable>(false, byLength as IEqualityComparer).Equals(new[] { "ab" }, new[] { "cd" }));
    }

    [Fact]
    public void EqualException_Values_AreShownAsTheyAre()
    {
        var failure = AkkaEqualException.ForMismatchedValues("{0}", 5, "hint {0}", "x");
        Assert.StartsWith("hint x", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Expected: {0}", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Actual:   5", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PredicateInfo_OfADelegate_TakesFunctionsOfTheType()
    {
        Delegate function = (Func<string, bool>)(text => text.Length == 1);
        Assert.Equal(typeof(string), function.CreatePredicateInfo<string>().Type);
        Assert.Throws<ArgumentException>(() => function.CreatePredicateInfo<int>());
    }
}
