namespace Supervision.Posix.Tests;

public sealed class ShellWordsTests
{
    public static TheoryData<string, string[]> Lines => new()
    {
        { "", [] },
        { " \t\n ", [] },
        { "a", ["a"] },
        { "  vllm   serve\tmodel\nmore ", ["vllm", "serve", "model", "more"] },
        { "'a b' \"c d\"", ["a b", "c d"] },
        { "a'b'\"c\"d", ["abcd"] },
        { "'' \"\" x", ["", "", "x"] },
        { "'it'\\''s'", ["it's"] },
        { "\"say \\\"hi\\\"\"", ["say \"hi\""] },
        { "'\\n \\'", ["\\n \\"] },
        { "\"\\n \\$x \\` \\\\\"", ["\\n $x ` \\"] },
        { "a\\ b \\c \\\\", ["a b", "c", "\\"] },
        { "$HOME *.py # no; comment | pipe", ["$HOME", "*.py", "#", "no;", "comment", "|", "pipe"] },
        { "long \\\nline", ["long", "line"] },
        { "lo\\\nng", ["long"] },
        { "\"lo\\\nng\"", ["long"] },
        { "'two\nlines'", ["two\nlines"] },
        { "ü '€ 😀'", ["ü", "€ 😀"] },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void Line_IsSplitAsAShellDoes(string line, string[] words) => Assert.Equal(words, ShellWords.Split(line));

    [Theory]
    [InlineData("a 'b c", "the quote ' is not closed (column 3)")]
    [InlineData("\"b", "the quote \" is not closed (column 1)")]
    [InlineData("a \"b\\\"", "the quote \" is not closed (column 3)")]
    [InlineData("a b\\", "a backslash at the end keeps nothing (column 4)")]
    public void Line_ThatIsNotWellFormed_NamesTheColumn(string line, string error)
    {
        Assert.Equal(error, Assert.Throws<FormatException>(() => ShellWords.Split(line)).Message);
        Assert.False(ShellWords.TrySplit(line, out var words, out var said));
        Assert.Null(words);
        Assert.Equal(error, said);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "''")]
    [InlineData("a b", "'a b'")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("--port=8080,x@y%+", "--port=8080,x@y%+")]
    [InlineData("$HOME", "'$HOME'")]
    public void Word_IsQuotedOnlyWhereNeeded(string word, string quoted) => Assert.Equal(quoted, ShellWords.Join([word]));

    [Fact]
    public void RandomWords_JoinedAndSplit_ComeBack()
    {
        const string alphabet = "ab '\"\\$`\n\t#*|ü";
        var random = new Random(12345);
        for (var round = 0; round < 2000; round++)
        {
            var words = Enumerable.Range(0, random.Next(5))
                .Select(_ => new string(random.GetItems<char>(alphabet, random.Next(8))))
                .ToArray();
            Assert.Equal(words, ShellWords.Split(ShellWords.Join(words)));
        }
    }
}
