namespace Supervision.Pbm.Tests.Commands;

public sealed class CommandWordsTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  engine   list ", "engine|list")]
    [InlineData("a 'b c' d", "a|b c|d")]
    [InlineData("a \"b 'c' \\\" \\\\ \\n\"", "a|b 'c' \" \\ \\n")]
    [InlineData("a\\ b c\\'d", "a b|c'd")]
    [InlineData("''", "")]
    [InlineData("x'y'z", "xyz")]
    [InlineData("a>b", "a>b")]
    [InlineData("ünï 日本", "ünï|日本")]
    public void Line_IsCutIntoWords(string line, string words)
    {
        Assert.True(CommandWords.TrySplit(line, out List<CommandWord> split));
        Assert.Equal(words, string.Join('|', split.Select(word => word.Text)));
    }

    [Theory]
    [InlineData("a 'b")]
    [InlineData("\"")]
    [InlineData("a\\")]
    public void Line_ThatIsNotFinished_IsTold(string line) => Assert.False(CommandWords.TrySplit(line, out _));

    [Fact]
    public void Redirections_AreWordsOfTheirOwn_UnlessQuoted()
    {
        Assert.True(CommandWords.TrySplit("a>b >>c '>' \\>", out List<CommandWord> words, redirections: true));
        Assert.Equal("a|>!|b|>>!|c|>|>", string.Join('|', words.Select(word => word.Text + (word.IsRedirection ? "!" : ""))));
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Word_Quoted_ComesBack(int seed)
    {
        var random = new Random(seed);
        const string Letters = "ab '\"\\>$*\tü日=-";
        for (int i = 0; i < 2000; i++)
        {
            string word = string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => Letters[random.Next(Letters.Length)]));
            Assert.True(CommandWords.TrySplit(CommandWords.Quote(word), out List<CommandWord> words, redirections: true));
            Assert.Equal(word, Assert.Single(words).Text);
        }
    }

    [Theory]
    [InlineData(21)]
    public void Lines_AtRandom_AreCutOrNot(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < 5000; i++)
        {
            string line = string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => "ab '\"\\> \t\u0000\ud800"[random.Next(11)]));
            CommandWords.TrySplit(line, out _, redirections: true);
        }
    }
}
