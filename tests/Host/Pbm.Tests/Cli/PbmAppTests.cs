using System.Net;
using System.Net.Sockets;
using Supervision.Pbm.Tests.Support;

namespace Supervision.Pbm.Tests.Cli;

public sealed class PbmAppTests
{
    [Fact(Timeout = 60000)]
    public async Task OneShot_PrintsTheAnswer_AndExitsWithItsCode()
    {
        await using EchoServer server = EchoServer.Start();

        Assert.Equal((0, "a b\nc\n", ""), await RunAsync([server.SocketPath, "echo", "words", "a b", "c"]));
        Assert.Equal((0, "{\"word\":\"a\"}\n", ""), await RunAsync(["--json", server.SocketPath, "echo", "words", "a"]));
        Assert.Equal((9, "", "pbm: it failed\n"), await RunAsync([server.SocketPath, "echo", "fail", "9"]));
        var (code, _, error) = await RunAsync([server.SocketPath, "echo", "wrods"]);
        Assert.Equal((2, "pbm: 'echo' has no command 'wrods'; did you mean 'words'?; see 'help echo'\n"), (code, error));
    }

    [Fact(Timeout = 60000)]
    public async Task Host_ThatIsNotThere_OrWillNot_OrCannot_HasItsOwnCode()
    {
        await using EchoServer server = EchoServer.Start(options => options with { Token = "the-right-token-here" }, tcp: true);
        string tcp = server.Tcp.ToString();
        using var token = new TempFile("token", "the-right-token-here\n");
        using var wrong = new TempFile("token", "another-token\n");

        var (code, _, error) = await RunAsync(["/nowhere/pbm.sock", "echo", "words"]);
        Assert.Equal(3, code);
        Assert.StartsWith("pbm: there is no socket at /nowhere/pbm.sock; is the daemon running? ", error);

        Assert.Equal((4, "", $"pbm: {tcp} needs a token (--token-file, PBM_TOKEN)\n"), await RunAsync([tcp, "echo", "words"]));
        Assert.Equal((4, "", $"pbm: {tcp} refused: the token is wrong\n"), await RunAsync(["--token-file", wrong.Path, tcp, "echo", "words"]));
        Assert.Equal((0, "a\n", ""), await RunAsync(["--token-file", token.Path, tcp, "echo", "words", "a"]));
        Assert.Equal((0, "a\n", ""), await RunAsync([tcp, "echo", "words", "a"], ("PBM_TOKEN", "the-right-token-here")));
        Assert.Equal((4, "", "pbm: cannot read the token file /nowhere: there is no such file\n"), await RunAsync(["--token-file", "/nowhere", tcp, "echo", "words"]));
        Assert.Equal((4, "", "pbm: cannot read the token file /tmp: permission denied, or it is a folder\n"), await RunAsync(["--token-file", "/tmp", tcp, "echo", "words"]));

        using var other = new Socket(SocketType.Stream, ProtocolType.Tcp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Assert.Equal(
            (3, "", $"pbm: nobody answers at {other.LocalEndPoint}; is the daemon running, with supervision.control.pbm.enabled = on?\n"),
            await RunAsync([other.LocalEndPoint!.ToString()!, "echo", "words"]));
        other.Listen();
        Task<Socket> accepted = other.AcceptAsync();
        Task<(int Code, string Output, string Error)> run = RunAsync([other.LocalEndPoint!.ToString()!, "echo", "words"]);
        using (Socket peer = await accepted)
            await peer.SendAsync("SSH-2.0-OpenSSH_9.9\r\n"u8.ToArray());
        (code, _, error) = await run;
        Assert.Equal(5, code);
        Assert.Contains("is no pbm server", error);
    }

    [Fact(Timeout = 60000)]
    public async Task Host_OfTheEnvironmentOrTheFile_IsAsked()
    {
        await using EchoServer server = EchoServer.Start();
        using var hosts = new TempFile("hosts", $"mine {server.SocketPath}\nbroken\n");

        Assert.Equal((0, "a\n", ""), await RunAsync(["echo", "words", "a"], ("PBM_HOST", server.SocketPath)));
        Assert.Equal((0, "a\n", $"pbm: {hosts.Path}:2: expected NAME ADDRESS [token-file=FILE]\n"), await RunAsync(["mine", "echo", "words", "a"], ("PBM_HOSTS", hosts.Path)));
        Assert.Equal(2, (await RunAsync(["--host", "unheard-of", "echo", "words"])).Code);
    }

    [Fact(Timeout = 60000)]
    public async Task Hosts_Several_AreGrouped_AndTheWorstCodeCounts()
    {
        await using EchoServer one = EchoServer.Start();
        await using EchoServer two = EchoServer.Start();

        var (code, output, error) = await RunAsync(["--host", one.SocketPath, "--host", two.SocketPath, "--host", "/nowhere/x", "echo", "words", "a", "b"]);

        Assert.Equal(3, code);
        Assert.Equal($"== {one.SocketPath} ==\na\nb\n\n== {two.SocketPath} ==\na\nb\n", output);
        Assert.StartsWith("pbm: /nowhere/x: there is no socket", error);

        (code, output, _) = await RunAsync(["--json", "--host", one.SocketPath, "--host", two.SocketPath, "echo", "words", "a"]);
        Assert.Equal(0, code);
        Assert.Equal($"{{\"host\":\"{one.SocketPath}\",\"row\":{{\"word\":\"a\"}}}}\n{{\"host\":\"{two.SocketPath}\",\"row\":{{\"word\":\"a\"}}}}\n", output);
    }

    [Fact(Timeout = 60000)]
    public async Task Output_ThatNobodyReads_IsNoError()
    {
        await using EchoServer server = EchoServer.Start();

        Assert.Equal(0, await RunAsync(new FakeConsole { WritesLeft = 1 }, [server.SocketPath, "echo", "flood"]));
        // Here it is noticed while it waits for more.
        Task<int> follow = RunAsync(new FakeConsole { WritesLeft = 0 }, [server.SocketPath, "echo", "follow"]);
        Assert.True(await Eventually.Holds(() => server.Palette.Followers == 1, TimeSpan.FromSeconds(30)));
        server.Palette.Publish("news");
        Assert.Equal(0, await follow);

        Assert.True(await Eventually.Holds(() => server.Host.Statistics is { Connections: 0, Running: 0 }, TimeSpan.FromSeconds(30)));
    }

    [Theory(Timeout = 60000)]
    [InlineData("echo wrods", 2)]
    [InlineData("echo words a --nope", 2)]
    [InlineData("echo fail 1", 1)]
    public async Task Watch_OfWhatFailsFromTheFirst_EndsAtOnce(string command, int code)
    {
        await using EchoServer server = EchoServer.Start();
        FakeConsole console = new();

        Assert.Equal(code, await RunAsync(console, ["--watch", "0.1", "--host", server.SocketPath, .. command.Split(' ')]));

        Assert.Equal(("", 1), (console.Output, console.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length));
    }

    [Fact(Timeout = 60000)]
    public async Task Watch_OfADaemonThatIsNotThereYet_EndsWhenItSaysThatTheCommandIsNone()
    {
        string path = Path.Combine(Path.GetTempPath(), $"pbm-watch-{Guid.NewGuid():N}.sock");
        FakeConsole console = new();
        Task<int> watch = RunAsync(console, ["--watch", "0.1", "--host", path, "echo", "wrods"]);
        Assert.True(await Eventually.Holds(() => console.Error.Contains("there is no socket", StringComparison.Ordinal), TimeSpan.FromSeconds(30)));

        await using EchoServer server = EchoServer.Start(options => options with { UnixPaths = [path] });

        Assert.Equal(2, await watch);
    }

    [Fact(Timeout = 60000)]
    public async Task Watch_OfADaemonThatIsNotThereYet_ShowsItWhenItIs()
    {
        string path = Path.Combine(Path.GetTempPath(), $"pbm-watch-{Guid.NewGuid():N}.sock");
        FakeConsole console = new();
        Task<int> watch = RunAsync(console, ["--watch", "0.1", "--host", path, "echo", "words", "a"]);
        Assert.True(await Eventually.Holds(() => console.Error.Split("there is no socket", StringSplitOptions.None).Length > 3, TimeSpan.FromSeconds(30)));

        await using EchoServer server = EchoServer.Start(options => options with { UnixPaths = [path] });

        Assert.True(await Eventually.Holds(() => console.Output.Contains("a\n\na\n", StringComparison.Ordinal), TimeSpan.FromSeconds(30)));
        console.WritesLeft = 0;
        Assert.Equal(0, await watch);
    }

    [Theory(Timeout = 60000)]
    [InlineData("echo words a")]
    [InlineData("--json echo words a")]
    [InlineData("--watch echo words a")]
    [InlineData("echo flood")]
    public async Task Output_ThatCannotBeWritten_HasItsOwnCode(string command)
    {
        await using EchoServer server = EchoServer.Start();
        FakeConsole console = Full();

        Assert.Equal(7, await RunAsync(console, ["--host", server.SocketPath, .. command.Split(' ')]));

        Assert.Equal("pbm: cannot write to standard output: No space left on device\n", console.Error);
    }

    [Fact(Timeout = 60000)]
    public async Task Output_ThatCannotBeWritten_WhileMoreIsAwaited_HasItsOwnCode()
    {
        await using EchoServer server = EchoServer.Start();
        Task<int> follow = RunAsync(Full(), [server.SocketPath, "echo", "follow"]);
        Assert.True(await Eventually.Holds(() => server.Palette.Followers == 1, TimeSpan.FromSeconds(30)));
        server.Palette.Publish("news");

        Assert.Equal(7, await follow);
    }

    [Fact(Timeout = 60000)]
    public async Task Output_OfThePrompt_ThatCannotBeWritten_IsNotTakenForTheConnection()
    {
        await using EchoServer server = EchoServer.Start();

        FakeConsole full = Full().Type("echo words a\necho words b\n").EndInput();
        Assert.Equal(7, await RunAsync(full, [server.SocketPath]));
        Assert.Equal("pbm: cannot write to standard output: No space left on device\n", full.Error);

        FakeConsole unread = new FakeConsole { WritesLeft = 0 }.Type("echo words a\necho words b\n").EndInput();
        Assert.Equal((0, ""), (await RunAsync(unread, [server.SocketPath]), unread.Error));

        // And a file only ends its own command.
        FakeConsole file = new FakeConsole().Type("echo words a > /dev/full\necho flood > /dev/full\necho words b\n").EndInput();
        Assert.Equal((0, "b\n"), (await RunAsync(file, [server.SocketPath]), file.Output));
        Assert.Equal(string.Concat(Enumerable.Repeat("pbm: cannot write the output to /dev/full: No space left on device\n", 2)), file.Error);
    }

    [Fact(Timeout = 60000)]
    public async Task Pipe_OfCommands_IsCarriedOut_WithoutAPrompt()
    {
        await using EchoServer server = EchoServer.Start();
        using var file = new TempFile("out", "");
        FakeConsole console = new FakeConsole().Type("echo words a\n# a comment\n\necho words b > '").Type(file.Path + $"'\necho words c >> {file.Path}\nhelp nothing\nhelp echo lines\nexit\necho words never\n").EndInput();

        Assert.Equal(0, await RunAsync(console, [server.SocketPath]));

        Assert.Equal("a\necho lines COUNT\n\nSo many lines.\n\n  COUNT\n", console.Output);
        Assert.Equal("pbm: there is no help on 'nothing'; 'help' lists what there is\n", console.Error);
        Assert.Equal("b\nc\n", await File.ReadAllTextAsync(file.Path));
    }

    [Fact(Timeout = 60000)]
    public async Task Pipe_ExitsWithTheCodeOfTheLastCommand()
    {
        await using EchoServer server = EchoServer.Start();

        Assert.Equal(7, await RunAsync(new FakeConsole().Type("echo words a\necho fail 7").EndInput(), [server.SocketPath]));
        Assert.Equal(7, await RunAsync(new FakeConsole().Type("echo words a > /nowhere/at/all\n").EndInput(), [server.SocketPath]));
    }

    [Fact(Timeout = 60000)]
    public async Task Prompt_Greets_Completes_AndTellsThatTheHostIsGone()
    {
        EchoServer server = EchoServer.Start();
        var console = new FakeConsole(terminal: true);
        Task<int> run = RunAsync(console, [server.SocketPath]);

        console.Type("echo wor\tban\t\r");
        Assert.True(await Eventually.Holds(() => console.Output.Contains("\r\nbanana\n", StringComparison.Ordinal), TimeSpan.FromSeconds(30)), console.Output);
        await server.DisposeAsync();

        Assert.Equal(6, await run.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.StartsWith($"successfully connected to {server.SocketPath}\nCommands downloaded from server. type `help` to see what's available\n\r[{server.SocketPath}] pbm> ", console.Output);
        Assert.EndsWith("connection to host terminated.\n", console.Output);
    }

    [Fact(Timeout = 60000)]
    public async Task Words_OfOurOwn_NeedNoHost()
    {
        Assert.StartsWith("pbm asks and controls", (await RunAsync(["--help"])).Output);
        Assert.Matches("^pbm [0-9.]+\n$", (await RunAsync(["--version"])).Output);
        Assert.Equal((2, "", "pbm: unknown option '--nope'\nTry 'pbm --help'.\n"), await RunAsync(["--nope"]));
        Assert.Equal(2, (await RunAsync(["--host", "a:1", "--host", "b:2"])).Code);
        Assert.Equal(2, (await RunAsync(["--watch"])).Code);
    }

    private static FakeConsole Full() => new() { WritesLeft = 0, Refusal = "No space left on device" };

    private static async Task<(int Code, string Output, string Error)> RunAsync(string[] args, params (string Name, string Value)[] environment)
    {
        var console = new FakeConsole();
        int code = await RunAsync(console, args, environment);
        return (code, console.Output, console.Error);
    }

    private static Task<int> RunAsync(FakeConsole console, string[] args, params (string Name, string Value)[] environment) =>
        Task.Run(() => PbmApp.RunAsync(args, console, name => environment.FirstOrDefault(one => one.Name == name).Value, TimeProvider.System));
}
