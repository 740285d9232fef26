using Supervision.TestKit.Internal.StringMatcher;

namespace Supervision.TestKit.Tests;

public class StringMatcherTests
{
    [Theory]
    [InlineData("akka://test/user/a", "akka://test/user/a", true)]
    [InlineData("akka://test/user/a", "/user/a", true)]
    [InlineData("akka://test/user/a", "user/a", true)]
    [InlineData("akka://test/user/a", "a", true)]
    [InlineData("[akka://test/user/a#12345]", "/user/a", true)]
    [InlineData("akka://test/user/a/b", "/user/a", false)]
    [InlineData("akka://test/user/a", "b", false)]
    [InlineData("some text", "some text", true)]
    public void EqualsStringAndPath_Source_MatchesPathsInEachSpelling(string source, string pattern, bool expected)
    {
        Assert.Equal(expected, new EqualsStringAndPathMatcher(pattern).IsMatch(source));
    }

    [Fact]
    public void Predicate_Matcher_NamesItsHint()
    {
        var matcher = new PredicateMatcher(s => s.Length == 1, "one letter");
        Assert.True(matcher.IsMatch("a"));
        Assert.False(matcher.IsMatch("ab"));
        Assert.Equal("matches predicate one letter", matcher.ToString());
        Assert.True(MatchesAll.Instance.IsMatch("anything"));
    }
}
