using System.Net.Sockets;
using System.Text;
using Supervision.Control.Pbm;
using Supervision.Pbm.Protocol;
using Supervision.Pbm.Tests.Support;

namespace Supervision.Pbm.Tests.Server;

public sealed class ConnectionTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    [Fact(Timeout = 60000)]
    public async Task Command_AsWordsOrText_AsLinesOrJson_IsAnswered()
    {
        await using EchoServer server = EchoServer.Start();
        await using PbmClient client = await PbmClient.ConnectAsync(server.Unix);

        Assert.Equal("a b\nc\ncode 0", $"{await Answer.OfAsync(client.ExecuteAsync(["echo", "words", "a b", "c"]))}");
        Assert.Equal("A B\nC\ncode 0", $"{await Answer.OfAsync(client.ExecuteTextCommandAsync("echo words -l 'a b' c"))}");
        Assert.Equal("{\"word\":\"a\"}\ncode 0", $"{await Answer.OfAsync(client.ExecuteTextCommandAsync("echo words a", json: true))}");
        Assert.Equal("{\"word\":\"a\"}\ncode 0", $"{await Answer.OfAsync(client.ExecuteTextCommandAsync("echo words a --json"))}");
        Assert.Equal("it failed\ncode 7", $"{await Answer.OfAsync(client.ExecuteTextCommandAsync("echo fail 7"))}");
        Assert.Equal("InvalidOperationException: a bug\ncode 1", $"{await Answer.OfAsync(client.ExecuteTextCommandAsync("echo throw"))}");
        Assert.Equal("a quote is not closed, or nothing follows the last backslash\ncode 2", $"{await Answer.OfAsync(client.ExecuteTextCommandAsync("echo words 'a"))}");
        Assert.StartsWith("unknown command 'nothing'", (await Answer.OfAsync(client.ExecuteTextCommandAsync("nothing"))).Problems[0]);
        Assert.Equal("  echo  For tests.", (await Answer.OfAsync(client.ExecuteTextCommandAsync("help"))).Lines[0]);
        Assert.StartsWith($"uid {Environment.GetEnvironmentVariable("UID") ?? "0"}"[..4], (await Answer.OfAsync(client.ExecuteTextCommandAsync("echo who"))).Lines[0]);
        Assert.Equal("echo 1", client.Server);
        Assert.Equal(Environment.ProcessId, client.Pid);
    }

    [Fact(Timeout = 60000)]
    public async Task ManyLines_ComeInOrder_AndAllOfThem()
    {
        await using EchoServer server = EchoServer.Start();
        await using PbmClient client = await PbmClient.ConnectAsync(server.Unix);

        Answer answer = await Answer.OfAsync(client.ExecuteAsync(["echo", "lines", "50000"]));

        Assert.Equal(50_000, answer.Lines.Count);
        Assert.All(answer.Lines.Select((line, i) => (line, i)), pair => Assert.Equal($"line {pair.i}", pair.line));
    }

    [Fact(Timeout = 60000)]
    public async Task PalettesAndCompletions_AreDownloaded()
    {
        await using EchoServer server = EchoServer.Start();
        await using PbmClient client = await PbmClient.ConnectAsync(server.Unix);

        CommandPalette palette = Assert.Single(await client.PalettesAsync());

        Assert.Equal(server.Palette.Palette.Commands.Select(command => command.Syntax), palette.Commands.Select(command => command.Syntax));
        Assert.True(palette.Find("flood")!.Streams);
        Assert.Equal(["apple", "apricot"], await client.CompleteAsync("echo", "words", "word", "ap"));
        Assert.Empty(await client.CompleteAsync("echo", "words", "tone", ""));
        Assert.Empty(await client.CompleteAsync("no", "such", "thing", ""));
    }

    [Fact(Timeout = 60000)]
    public async Task Command_Cancelled_EndsWith130_AndTheConnectionGoesOn()
    {
        await using EchoServer server = EchoServer.Start();
        await using PbmClient client = await PbmClient.ConnectAsync(server.Unix);
        using var cancel = new CancellationTokenSource();

        Task<Answer> follow = Answer.OfAsync(client.ExecuteAsync(["echo", "follow"], cancellation: cancel.Token));
        Assert.True(await Eventually.Holds(() => server.Palette.Followers == 1, _patience));
        server.Palette.Publish("news");
        Assert.True(await Eventually.Holds(() => server.Palette.Followed == 1, _patience));
        await cancel.CancelAsync();

        Assert.Equal("news\ncode 130", $"{await follow}");
        Assert.Equal(0, server.Palette.Followers);
        Assert.Equal("a\ncode 0", $"{await Answer.OfAsync(client.ExecuteAsync(["echo", "words", "a"]))}");
    }

    [Fact(Timeout = 60000)]
    public async Task Reader_ThatStopsReadingACommand_CancelsIt()
    {
        await using EchoServer server = EchoServer.Start();
        await using PbmClient client = await PbmClient.ConnectAsync(server.Unix);

        await foreach (PbmResult result in client.ExecuteAsync(["echo", "flood"]))
            if (result is PbmResult.Line)
                break;

        Assert.True(await Eventually.Holds(() => server.Host.Statistics.Running == 0, _patience));
        Assert.Equal("a\ncode 0", $"{await Answer.OfAsync(client.ExecuteAsync(["echo", "words", "a"]))}");
    }

    [Fact(Timeout = 60000)]
    public async Task Connection_ThatEnds_CancelsItsCommands()
    {
        await using EchoServer server = EchoServer.Start();
        PbmClient client = await PbmClient.ConnectAsync(server.Unix);
        IAsyncEnumerator<PbmResult> results = client.ExecuteAsync(["echo", "follow"]).GetAsyncEnumerator();
        ValueTask<bool> next = results.MoveNextAsync();
        Assert.True(await Eventually.Holds(() => server.Palette.Followers == 1, _patience));

        await client.DisposeAsync();

        Assert.True(await Eventually.Holds(() => server.Palette.Followers == 0 && server.Host.Statistics.Connections == 0, _patience));
        await Assert.ThrowsAsync<IOException>(async () => await next);
    }

    [Fact(Timeout = 60000)]
    public async Task Server_ThatStops_TellsItsClients()
    {
        EchoServer server = EchoServer.Start();
        await using PbmClient client = await PbmClient.ConnectAsync(server.Unix);

        await server.DisposeAsync();

        Assert.Equal("the daemon is stopping", await client.Closed.WaitAsync(_patience));
        await Assert.ThrowsAsync<IOException>(() => client.PalettesAsync());
    }

    [Fact(Timeout = 60000)]
    public async Task Commands_MoreThanAllowedAtATime_AreRefused()
    {
        await using EchoServer server = EchoServer.Start(options => options with { MaxCommands = 2 });
        await using PbmClient client = await PbmClient.ConnectAsync(server.Unix);
        using var cancel = new CancellationTokenSource();
        Task<Answer>[] followers = [.. Enumerable.Range(0, 2).Select(_ => Answer.OfAsync(client.ExecuteAsync(["echo", "follow"], cancellation: cancel.Token)))];
        Assert.True(await Eventually.Holds(() => server.Palette.Followers == 2, _patience));

        Assert.Equal("2 commands are under way on this connection\ncode 1", $"{await Answer.OfAsync(client.ExecuteAsync(["echo", "words"]))}");

        await cancel.CancelAsync();
        await Task.WhenAll(followers);
        Assert.Equal("code 0", $"{await Answer.OfAsync(client.ExecuteAsync(["echo", "words"]))}");
    }

    [Fact(Timeout = 60000)]
    public async Task Connections_MoreThanAllowed_AreRefused()
    {
        await using EchoServer server = EchoServer.Start(options => options with { MaxConnections = 1 });
        await using PbmClient first = await PbmClient.ConnectAsync(server.Unix);

        var error = await Assert.ThrowsAsync<PbmConnectException>(() => PbmClient.ConnectAsync(server.Unix));

        Assert.Equal(PbmConnectFailure.Unreachable, error.Kind);
        Assert.Contains("there are 1 connections already", error.Message);
        Assert.Equal(1, server.Host.Statistics.Refused);
    }

    [Fact(Timeout = 60000)]
    public async Task Connections_OverTcp_DoNotKeepOutTheSocketsOwner()
    {
        await using EchoServer server = EchoServer.Start(options => options with { MaxConnections = 1 }, tcp: true);
        await using PbmClient stranger = await PbmClient.ConnectAsync(server.Tcp);
        await Assert.ThrowsAsync<PbmConnectException>(() => PbmClient.ConnectAsync(server.Tcp));

        await using PbmClient owner = await PbmClient.ConnectAsync(server.Unix);

        Assert.Equal(2, server.Host.Statistics.Connections);
    }

    [Fact(Timeout = 60000)]
    public async Task Client_ThatSaysNoHello_IsPutOut()
    {
        await using EchoServer server = EchoServer.Start(options => options with { HelloTimeout = TimeSpan.FromMilliseconds(100) });
        using Socket socket = await server.ConnectRawAsync();
        var reader = new FrameReader(new NetworkStream(socket));

        Assert.IsType<PbmFrame.Greeting>(await EchoServer.NextAsync(reader));

        Assert.Null(await EchoServer.NextAsync(reader));
        Assert.True(await Eventually.Holds(() => server.Host.Statistics is { Connections: 0, Refused: 1 }, _patience));
    }

    [Theory(Timeout = 60000)]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("\0\0\0\u0002{}")]
    [InlineData("\0\0\0\u0011{\"type\":\"ping\"}  ")]
    [InlineData("\0\0")]
    public async Task Client_ThatSpeaksSomethingElse_IsPutOut(string text)
    {
        await using EchoServer server = EchoServer.Start();
        using Socket socket = await server.ConnectRawAsync();
        var reader = new FrameReader(new NetworkStream(socket));
        Assert.IsType<PbmFrame.Greeting>(await EchoServer.NextAsync(reader));

        await socket.SendAsync(Encoding.UTF8.GetBytes(text));
        socket.Shutdown(SocketShutdown.Send);

        Assert.Equal(RefusalCodes.Protocol, Assert.IsType<PbmFrame.Refused>(await EchoServer.NextAsync(reader)).Code);
        Assert.True(await Eventually.Holds(() => server.Host.Statistics is { Connections: 0, Refused: 1 }, _patience));
    }

    [Theory(Timeout = 60000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FirstFrame_ThatIsTooLong_IsRefusedInWords(bool tcp)
    {
        await using EchoServer server = EchoServer.Start(tcp: true);
        using Socket socket = tcp ? await server.Tcp.ConnectAsync(CancellationToken.None) : await server.ConnectRawAsync();
        var reader = new FrameReader(new NetworkStream(socket));
        Assert.IsType<PbmFrame.Greeting>(await EchoServer.NextAsync(reader));

        await socket.SendAsync(FrameWriter.Bytes(new PbmFrame.Hello(1, new string('x', 5 * 1024), [])));

        PbmFrame.Refused refused = Assert.IsType<PbmFrame.Refused>(await EchoServer.NextAsync(reader));
        Assert.Equal("protocol", refused.Code);
        Assert.EndsWith("4096 are the most", refused.Message);
        Assert.Null(await EchoServer.NextAsync(reader));
    }

    [Fact(Timeout = 60000)]
    public async Task Client_OfAnotherVersion_IsToldWhichAreSpoken()
    {
        await using EchoServer server = EchoServer.Start();
        using Socket socket = await server.ConnectRawAsync();
        var reader = new FrameReader(new NetworkStream(socket));
        var greeting = Assert.IsType<PbmFrame.Greeting>(await EchoServer.NextAsync(reader));

        await socket.SendAsync(FrameWriter.Bytes(new PbmFrame.Hello(greeting.Newest + 1, "future", [])));

        Assert.Equal(new PbmFrame.Refused(RefusalCodes.Version, "version 2 is not spoken here, only 1 to 1"), await EchoServer.NextAsync(reader));
    }

    [Fact(Timeout = 60000)]
    public async Task Command_WithTheNumberOfOneUnderWay_BreaksTheProtocol()
    {
        await using EchoServer server = EchoServer.Start();
        var (socket, reader) = await server.ConnectHelloAsync();
        using Socket _ = socket;
        await socket.SendAsync(FrameWriter.Bytes(new PbmFrame.Execute(1, "echo follow", [], false)));
        await socket.SendAsync(FrameWriter.Bytes(new PbmFrame.Execute(1, "echo follow", [], false)));

        Assert.Equal(RefusalCodes.Protocol, Assert.IsType<PbmFrame.Refused>(await SkipAsync<PbmFrame.Refused>(reader)).Code);
        Assert.True(await Eventually.Holds(() => server.Palette.Followers == 0, _patience));
    }

    [Theory(Timeout = 120000)]
    [InlineData(31)]
    [InlineData(32)]
    public async Task Bytes_AtRandom_HarmNobodyElse(int seed)
    {
        await using EchoServer server = EchoServer.Start();
        await using PbmClient client = await PbmClient.ConnectAsync(server.Unix);
        var random = new Random(seed);
        for (int i = 0; i < 50; i++)
        {
            using Socket socket = i % 2 == 0 ? await server.ConnectRawAsync() : (await server.ConnectHelloAsync()).Socket;
            byte[] bytes = FrameWriter.Bytes(new PbmFrame.Execute(i, "echo words a b c", [], false));
            for (int change = random.Next(6); change > 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            await socket.SendAsync(bytes.AsMemory(0, random.Next(bytes.Length)));
        }

        Assert.Equal("a\ncode 0", $"{await Answer.OfAsync(client.ExecuteAsync(["echo", "words", "a"]))}");
        Assert.True(await Eventually.Holds(() => server.Host.Statistics.Connections == 1, _patience));
    }

    private static async Task<PbmFrame?> SkipAsync<T>(FrameReader reader)
    {
        PbmFrame? frame;
        do
            frame = await EchoServer.NextAsync(reader);
        while (frame is not null and not T);
        return frame;
    }
}
