using Supervision.Pbm.Cli;
using Supervision.Pbm.Cli.Prompt;

namespace Supervision.Pbm.Tests.Cli;

public sealed class PbmArgumentsTests
{
    [Theory]
    [InlineData("", "", "", false, null)]
    [InlineData("engine list", "", "engine list", false, null)]
    [InlineData("127.0.0.1:9110 engine list", "127.0.0.1:9110", "engine list", false, null)]
    [InlineData("/run/x.sock", "/run/x.sock", "", false, null)]
    [InlineData("unix:x.sock actor system", "unix:x.sock", "actor system", false, null)]
    [InlineData("known engine list", "known", "engine list", false, null)]
    [InlineData("--json --host a:1 --host=b:2 engine list", "a:1,b:2", "engine list", true, null)]
    [InlineData("--host a:1 b:2", "a:1", "b:2", false, null)]
    [InlineData("--watch engine list", "", "engine list", false, 2.0)]
    [InlineData("--watch 0.5 engine list", "", "engine list", false, 0.5)]
    [InlineData("--watch=10 engine list", "", "engine list", false, 10.0)]
    [InlineData("engine tail -f x --json", "", "engine tail -f x --json", false, null)]
    [InlineData("-- known", "", "known", false, null)]
    public void Words_AreRead(string line, string hosts, string command, bool json, double? watch)
    {
        var (arguments, problem) = Parse(line);

        Assert.True(arguments is not null, problem);
        Assert.Equal(hosts, string.Join(',', arguments!.Hosts));
        Assert.Equal(command, string.Join(' ', arguments.Command));
        Assert.Equal(json, arguments.Json);
        Assert.Equal(watch, arguments.Watch?.TotalSeconds);
    }

    [Theory]
    [InlineData("--nothing", "unknown option '--nothing'")]
    [InlineData("-x", "unknown option '-x'")]
    [InlineData("--host", "--host needs a value")]
    [InlineData("--timeout soon", "--timeout: 'soon' is no number of seconds from 0.1 to 86400")]
    [InlineData("--watch=0 engine list", "--watch: '0' is no number of seconds from 0.1 to 86400")]
    [InlineData("--watch 0 engine list", "--watch: '0' is no number of seconds from 0.1 to 86400")]
    public void Words_ThatAreWrong_AreTold(string line, string problem) => Assert.Equal(problem, Parse(line).Problem);

    [Theory]
    [InlineData("a:1", "a:1")]
    [InlineData(":9110", "127.0.0.1:9110")]
    [InlineData("[::1]:80", "[::1]:80")]
    [InlineData("/x", "/x")]
    [InlineData("unix:/x", "/x")]
    [InlineData("./x", "./x")]
    [InlineData("::1:80", null)]
    [InlineData("a", null)]
    [InlineData("a:0", null)]
    [InlineData("a:65536", null)]
    [InlineData("a b:1", null)]
    [InlineData("", null)]
    public void Address_IsRead(string text, string? address) => Assert.Equal(address, PbmAddress.Parse(text)?.ToString());

    [Fact]
    public void FileOfHosts_GivesNames_AndTellsWhatItIsNot()
    {
        using var file = new TempFile("hosts", "# comment\n\ngpu1 10.0.0.1:9110\ngpu2\t/run/g.sock token-file=/t\nbad\nworse x\nfar a:1 else\n");

        HostFile hosts = HostFile.Load(name => name == "PBM_HOSTS" ? file.Path : null);

        Assert.Equal("10.0.0.1:9110", hosts.Find("gpu1")!.Address.ToString());
        Assert.Equal(("/run/g.sock", "/t"), (hosts.Find("gpu2")!.Address.ToString(), hosts.Find("gpu2")!.TokenFile));
        Assert.Null(hosts.Find("bad"));
        Assert.Equal([5, 6, 7], hosts.Problems.Select(problem => int.Parse(problem.Split(':')[1])));
    }

    [Fact]
    public void FileOfHosts_ThatIsNotThere_IsEmpty() => Assert.Empty(HostFile.Load(_ => null).Problems);

    [Theory]
    [InlineData("engine list", "engine|list", null, false)]
    [InlineData("engine list > out.txt", "engine|list", "out.txt", false)]
    [InlineData("engine list>>'my out'", "engine|list", "my out", true)]
    [InlineData("echo '>' a", "echo|>|a", null, false)]
    public void Line_OfThePrompt_IsRead(string line, string words, string? file, bool append)
    {
        var (read, problem) = Redirection.Parse(line);

        Assert.True(read is not null, problem);
        Assert.Equal((words, file, append), (string.Join('|', read!.Words), read.File, read.Append));
    }

    [Theory]
    [InlineData("a >")]
    [InlineData("a > b c")]
    [InlineData("a > b > c")]
    [InlineData("a 'b")]
    public void Line_OfThePrompt_ThatIsWrong_IsTold(string line) => Assert.Null(Redirection.Parse(line).Line);

    [Fact]
    public void Help_IsAsReviewed() => Baseline.Verify("Cli/pbm.help.txt", PbmHelp.Text);

    private static (PbmArguments? Arguments, string Problem) Parse(string line) =>
        PbmArguments.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), name => name == "known");
}
