using Supervision.Actors.Engines;

namespace Supervision.Actors.Tests.Engines;

public sealed class EnvironmentFileTests
{
    [Theory]
    [InlineData("A=1\nB=2\n", "A=1|B=2")]
    [InlineData("\n# comment\n  # another\nA=1", "A=1")]
    [InlineData("export A=1\nexport\tB=2", "A=1|B=2")]
    [InlineData("  A = 1  \r\nB=\r\n", "A=1|B=")]
    [InlineData("A=x # comment\nB=x#y\nC=#z", "A=x|B=x#y|C=")]
    [InlineData("A='a # $b \\n \"c\"' # comment", "A=a # $b \\n \"c\"")]
    [InlineData("A=\"a\\tb\\\\\\\"\\$\\q\"", "A=a\tb\\\"$\\q")]
    [InlineData("A=\"one\ntwo\"\nB=3", "A=one\ntwo|B=3")]
    [InlineData("URL=http://h/?a=b&c=d", "URL=http://h/?a=b&c=d")]
    [InlineData("A=1\nA=2", "A=1|A=2")]
    [InlineData("A=$HOME ${HOME}", "A=$HOME ${HOME}")]
    [InlineData("", "")]
    public void File_IsRead(string text, string expected)
    {
        Assert.True(EnvironmentFile.TryParse(text, out var variables, out var error), error);
        Assert.Equal(expected, string.Join('|', variables.Select(one => $"{one.Name}={one.Value}")));
    }

    [Theory]
    [InlineData("A=1\nnonsense secret", "line 2 is not NAME=value")]
    [InlineData("1A=secret", "line 1 is not NAME=value")]
    [InlineData("=secret", "line 1 is not NAME=value")]
    [InlineData("\nA='secret\n", "line 2, variable A: the quote is not closed")]
    [InlineData("A=\"secret\" x", "line 1, variable A: something follows the closing quote")]
    [InlineData("A=secret\0", "line 1, variable A: a variable cannot contain a NUL character")]
    public void File_ThatIsNotWellFormed_NamesTheLineButNoValue(string text, string expected)
    {
        Assert.False(EnvironmentFile.TryParse(text, out _, out var error));
        Assert.Equal(expected, error);
    }
}
