using Supervision.Entrypoint.Standard;
using Supervision.Posix;

namespace Supervision.Entrypoint.Tests.Standard;

public sealed class SupervisordFileTests
{
    [Fact]
    public void For_ABareCommand_IsTheDocumentedFile()
    {
        string text = SupervisordFile.For("app", ["vllm", "serve", "a b"], recovery: true, retries: 3, level: "info", merged: true).Render();

        Assert.Equal("""
            [supervisord]
            nodaemon = true
            loglevel = info
            logfile = /dev/null
            pidfile = /tmp/supervisord-app.pid

            [program:app]
            command = vllm serve 'a b'
            autostart = true
            autorestart = true
            startretries = 3
            stdout_logfile = /dev/stdout
            stdout_logfile_maxbytes = 0
            stderr_logfile = /dev/stderr
            stderr_logfile_maxbytes = 0
            redirect_stderr = true
            exitcodes = 255
            startsecs = 1
            stopsignal = TERM
            stopwaitsecs = 30
            stopasgroup = true
            killasgroup = true


            """, text);
    }

    [Fact]
    public void Join_WordsOfSeveralLines_KeepTheirIndentation()
    {
        string[] words = ["python3", "-c", "for i in range(3):\n    print(i)  \n\n\t;x\n"];

        // As the parser of supervisord takes a value that goes on over lines.
        string read = string.Join('\n', SupervisordCommand.Join(words).Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

        Assert.Equal(words, ShellWords.Split(read));
    }

    [Theory]
    [InlineData("python", "-m", "x")]
    [InlineData("x", "{\"a\": [1, 2]}", "")]
    [InlineData("x", "it's", "\"quoted\"", "back\\slash")]
    [InlineData("x", "a ;b", " #c", ";", "#", "a\t;")]
    [InlineData("x", "100%", "%(ENV_HOME)s", "%%")]
    public void Join_AnyWords_AreReadBackAsTheyAre(params string[] words)
    {
        string text = SupervisordCommand.Join(words);

        string expanded = SupervisordCommand.Expand(text, _ => null, out string? problem);
        Assert.Null(problem);
        Assert.Equal(words, ShellWords.Split(expanded));
        // What supervisord takes for a comment.
        Assert.DoesNotMatch(@"\s[;#]", text);
    }

    [Theory]
    [InlineData("%(ENV_MODEL)s/%(program_name)s", "llama/p", null)]
    [InlineData("100%%", "100%", null)]
    [InlineData("%(nothing)s", "%(nothing)s", "'%(nothing)s' stands for nothing")]
    [InlineData("50%", "50%", "'%' must be followed by '%' or '(NAME)s'")]
    [InlineData("%(x", "%(x", "'%' must be followed by '%' or '(NAME)s'")]
    public void Expand_Placeholders_AreFilledIn(string text, string expected, string? expectedProblem)
    {
        string result = SupervisordCommand.Expand(
            text, name => name switch { "ENV_MODEL" => "llama", "program_name" => "p", _ => null }, out string? problem);

        Assert.Equal((expected, expectedProblem), (result, problem));
    }

    [Theory]
    [InlineData("A=1", "A=1")]
    [InlineData("A=\"x,y\",B='q \"r\"' , C=3,", "A=x,y|B=q \"r\"|C=3")]
    [InlineData("", "")]
    public void EnvironmentList_WellFormed_IsRead(string text, string expected)
    {
        Assert.True(EnvironmentList.TryParse(text, out var pairs));
        Assert.Equal(expected, string.Join('|', pairs.Select(pair => $"{pair.Key}={pair.Value}")));
    }

    [Theory]
    [InlineData("A")]
    [InlineData("A=\"open")]
    [InlineData("=x")]
    public void EnvironmentList_Malformed_IsRefused(string text) => Assert.False(EnvironmentList.TryParse(text, out _));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1024", 1024)]
    [InlineData("50MB", 50L << 20)]
    [InlineData("1 gb", -1)]
    [InlineData("x", -1)]
    public void LogSizes_Text_IsRead(string text, long expected) =>
        Assert.Equal(expected, LogSizes.TryParse(text, out long bytes) ? bytes : -1);
}
