using System.Net.Sockets;
using Supervision.Control.Http.Server;
using Supervision.Control.Tests.Support;

namespace Supervision.Control.Tests.Http.Server;

/// <summary>What becomes of a connection over its requests.</summary>
public sealed class ConnectionTests
{
    private static readonly TimeSpan _short = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    [Theory(Timeout = 30_000)]
    [InlineData("HTTP/1.1", "", true, "")]
    [InlineData("HTTP/1.1", "Connection: close\r\n", false, "close")]
    [InlineData("HTTP/1.1", "Connection: x, Close\r\n", false, "close")]
    [InlineData("HTTP/1.1", "Connection: keep-alive\r\nConnection: close\r\n", false, "close")]
    [InlineData("HTTP/1.0", "", false, "close")]
    [InlineData("HTTP/1.0", "Connection: Keep-Alive\r\n", true, "keep-alive")]
    public async Task Connection_IsKept_AsItsRequestSays(string version, string field, bool isKept, string said)
    {
        await using RawServer server = RawServer.Start();

        string answers = await server.AskAsync($"GET /1 {version}\r\nHost: x\r\n{field}\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\n");

        Assert.Equal(isKept, answers.Contains("GET /2 ", StringComparison.Ordinal));
        Assert.Equal(isKept ? 2 : 1, server.Asked.Count);
        string first = answers[..answers.IndexOf("\r\n\r\n", StringComparison.Ordinal)];
        Assert.Equal(said.Length > 0, first.Contains($"\r\nConnection: {said}", StringComparison.Ordinal));
    }

    [Fact(Timeout = 30_000)]
    public async Task Pipelined_Requests_AreAnsweredInOrder()
    {
        await using RawServer server = RawServer.Start();
        string requests = string.Concat(Enumerable.Range(0, 100).Select(i => i % 3 == 0
            ? $"POST /{i} HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nb{i % 10}c"
            : i % 3 == 1
                ? $"POST /{i} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nd\r\n0\r\nT: x\r\n\r\n"
                : $"GET /{i} HTTP/1.1\r\nHost: x\r\n\r\n"));

        string answers = await server.AskAsync(requests);

        string[] bodies = [.. answers.Split('\n').Where(line => line.Contains(" host=", StringComparison.Ordinal)).Select(line => line.Split("HTTP/1.1")[0])];
        Assert.Equal(100, bodies.Length);
        for (int i = 0; i < 100; i++)
            Assert.Equal($"{(i % 3 == 2 ? "GET" : "POST")} /{i} host=x q=- x= body={(i % 3 == 0 ? $"b{i % 10}c" : i % 3 == 1 ? "d" : "")}", bodies[i]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Head_HasTheFieldsAndNoBody()
    {
        await using RawServer server = RawServer.Start();

        string answers = await server.AskAsync("HEAD /a HTTP/1.1\r\nHost: x\r\n\r\nHEAD /stream HTTP/1.1\r\nHost: x\r\n\r\nGET /a HTTP/1.1\r\nHost: x\r\n\r\n");

        string[] heads = answers.Split("\r\n\r\n");
        Assert.Contains("\r\nContent-Length: 27", heads[0]);
        Assert.StartsWith("HTTP/1.1 200 OK", heads[1]);
        Assert.StartsWith("HTTP/1.1 200 OK", heads[2]);
        Assert.Equal("GET /a host=x q=- x= body=", heads[3]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Stream_IsChunked_OrEndsWithTheConnectionOfAnOldClient()
    {
        await using RawServer server = RawServer.Start();
        string x = new('x', 5000);

        string chunked = await server.AskAsync("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
        string old = await server.AskAsync("GET /stream HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");

        Assert.Contains("\r\nTransfer-Encoding: chunked\r\n", chunked);
        Assert.EndsWith($"\r\n\r\n00000003\r\none\r\n00000003\r\ntwo\r\n00001388\r\n{x}\r\n0\r\n\r\n", chunked);
        Assert.DoesNotContain("chunked", old);
        Assert.Contains("\r\nConnection: close\r\n", old);
        Assert.EndsWith($"\r\n\r\nonetwo{x}", old);
    }

    [Fact(Timeout = 30_000)]
    public async Task Large_Answers_ComeWhole()
    {
        await using RawServer server = RawServer.Start();

        string answer = await server.AskAsync("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");

        Assert.Equal(300_000, answer.Length - answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) - 4);
    }

    [Fact(Timeout = 30_000)]
    public async Task Expectation_IsMet_WhenTheBodyIsRead()
    {
        await using RawServer server = RawServer.Start();
        using Socket socket = await server.ConnectAsync();

        await RawServer.SendAsync(socket, "POST /a HTTP/1.1\r\nHost: x\r\nExpect: 100-Continue\r\nContent-Length: 3\r\n\r\n");
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", await RawServer.ReadUntilAsync(socket, "\r\n\r\n"));
        await RawServer.SendAsync(socket, "abc");
        string answer = await RawServer.ReadUntilAsync(socket, "body=abc");
        await RawServer.SendAsync(socket, "POST /ignores HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
        string refused = await RawServer.ReadAllAsync(socket);

        Assert.StartsWith("HTTP/1.1 200", answer);
        // Nobody asked for the body: whether it still comes is open, so there is no next request.
        Assert.StartsWith("HTTP/1.1 200", refused);
        Assert.Contains("\r\nConnection: close\r\n", refused);
    }

    [Fact(Timeout = 30_000)]
    public async Task Expectation_OfABodyThatIsTooLong_IsRefusedBeforeItComes()
    {
        await using RawServer server = RawServer.Start();
        using Socket socket = await server.ConnectAsync();

        await RawServer.SendAsync(socket, "POST /a HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 12000000\r\n\r\n");
        string answer = await RawServer.ReadAllAsync(socket);

        Assert.StartsWith("HTTP/1.1 413", answer);
        Assert.Contains("\r\nConnection: close\r\n", answer);
    }

    [Fact(Timeout = 30_000)]
    public async Task Body_ThatNobodyReads_IsPassedOver_OrEndsTheConnection()
    {
        await using RawServer server = RawServer.Start();

        string small = await server.AskAsync("POST /ignores HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nGET /GET /next HTTP/1.1\r\nHost: x\r\n\r\n");
        string large = await server.AskAsync($"POST /ignores HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\n{new string('x', 2_000_000)}GET /next HTTP/1.1\r\nHost: x\r\n\r\n");
        string chunked = await server.AskAsync("POST /ignores HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\nGET /next HTTP/1.1\r\nHost: x\r\n\r\n");

        Assert.EndsWith("GET /next host=x q=- x= body=", small);
        Assert.EndsWith("\r\n\r\nok", large);
        Assert.EndsWith("\r\n\r\nok", chunked);
        Assert.Equal(["/ignores", "/next", "/ignores", "/ignores"], server.Asked);
    }

    [Fact(Timeout = 30_000)]
    public async Task Handler_ThatThrowsInTheMiddle_ClosesWithoutAnEnd()
    {
        await using RawServer server = RawServer.Start();

        string answer = await server.AskAsync("GET /throws-late HTTP/1.1\r\nHost: x\r\n\r\n");

        Assert.Contains("00000005\r\nbegun\r\n", answer);
        Assert.DoesNotContain("\r\n0\r\n\r\n", answer);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("", false)]
    [InlineData("GET / HT", true)]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n", true)]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\na", true)]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\na", true)]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3", true)]
    public async Task Client_ThatStopsInTheMiddle_IsPutOut(string begun, bool isTold)
    {
        await using RawServer server = RawServer.Start(new HttpServerOptions { HeadPatience = _short, BodyPatience = _short });
        using Socket socket = await server.ConnectAsync();
        await RawServer.SendAsync(socket, begun);

        string answer = await RawServer.ReadAllAsync(socket);

        Assert.Equal(isTold, answer.StartsWith("HTTP/1.1 408 ", StringComparison.Ordinal));
    }

    [Fact(Timeout = 30_000)]
    public async Task Client_ThatSendsAByteNowAndThen_IsPutOut()
    {
        await using RawServer server = RawServer.Start(new HttpServerOptions { HeadPatience = TimeSpan.FromSeconds(1) });
        using Socket socket = await server.ConnectAsync();
        Task<string> reading = RawServer.ReadAllAsync(socket);

        try
        {
            await RawServer.SendAsync(socket, "GET / HTTP/1.1\r\nX: ");
            while (!await Eventually.Holds(() => reading.IsCompleted, TimeSpan.FromMilliseconds(50)))
                await RawServer.SendAsync(socket, "x");
        }
        catch (SocketException)
        {
            // Put out while it sent.
        }

        Assert.StartsWith("HTTP/1.1 408 ", await reading);
    }

    [Fact(Timeout = 30_000)]
    public async Task Connection_BetweenRequests_IsClosedAfterAWhile()
    {
        await using RawServer server = RawServer.Start(new HttpServerOptions { IdlePatience = _short });
        using Socket socket = await server.ConnectAsync();
        await RawServer.SendAsync(socket, "GET /a HTTP/1.1\r\nHost: x\r\n\r\n");

        string answer = await RawServer.ReadAllAsync(socket);

        Assert.EndsWith("GET /a host=x q=- x= body=", answer);
    }

    [Fact(Timeout = 30_000)]
    public async Task Client_ThatTakesNothing_IsPutOut()
    {
        await using RawServer server = RawServer.Start(new HttpServerOptions { StreamPatience = _short });
        using Socket socket = await server.ConnectAsync();
        await RawServer.SendAsync(socket, "GET /endless HTTP/1.1\r\nHost: x\r\n\r\n");

        Assert.True(await Eventually.Holds(() => server.Server.Connections == 0 && server.Asked.Count > 0, _patience));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("")]
    [InlineData("GET /a HTTP/1.1\r\nHost: x\r\n\r\n")]
    public async Task Client_ThatDoesNotEncrypt_IsPutOut(string sent)
    {
        using var certificate = new TestCertificate();
        await using RawServer server = RawServer.Start(new HttpServerOptions { HeadPatience = _short, Tls = new ServerTls(certificate.Certificate) });
        using Socket socket = await server.ConnectAsync();
        await RawServer.SendAsync(socket, sent);

        string answer = await RawServer.ReadAllAsync(socket);

        Assert.DoesNotContain("HTTP/1.1", answer, StringComparison.Ordinal);
        Assert.Empty(server.Asked);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Client_ThatLeaves_EndsItsRequest(bool abruptly)
    {
        await using RawServer server = RawServer.Start(new HttpServerOptions { LeavePatience = _short });
        Socket socket = await server.ConnectAsync();
        await RawServer.SendAsync(socket, "GET /hold HTTP/1.1\r\nHost: x\r\n\r\n");
        await server.Held.Task;

        if (abruptly)
            socket.LingerState = new LingerOption(true, 0);
        socket.Dispose();

        await server.GivenUp.Task;
    }

    [Fact(Timeout = 30_000)]
    public async Task Connections_BeyondTheirNumber_AreTold()
    {
        await using RawServer server = RawServer.Start(new HttpServerOptions { MostConnections = 2 });
        var two = new List<Socket> { await server.ConnectAsync(), await server.ConnectAsync() };
        Assert.True(await Eventually.Holds(() => server.Server.Connections == 2, _patience));

        string refused = await server.AskAsync("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
        two[0].Dispose();
        Assert.True(await Eventually.Holds(() => server.Server.Connections == 1, _patience));
        string answer = await server.AskAsync("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 503 ", refused);
        Assert.Contains("Too many connections", refused);
        Assert.StartsWith("HTTP/1.1 200 ", answer);
        two[1].Dispose();
    }

    [Fact(Timeout = 30_000)]
    public async Task Stop_EndsStreamsAndIdleConnections_AndWaitsForTheRest()
    {
        RawServer server = RawServer.Start(new HttpServerOptions { Farewell = TimeSpan.FromSeconds(20) });
        using Socket idle = await server.ConnectAsync();
        using Socket used = await server.ConnectAsync();
        using Socket stream = await server.ConnectAsync();
        using Socket busy = await server.ConnectAsync();
        await RawServer.SendAsync(used, "GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
        await RawServer.ReadUntilAsync(used, "body=");
        await RawServer.SendAsync(stream, "GET /endless HTTP/1.1\r\nHost: x\r\n\r\n");
        await RawServer.ReadUntilAsync(stream, "\r\n\r\n");
        await RawServer.SendAsync(busy, "GET /hold HTTP/1.1\r\nHost: x\r\n\r\n");
        await server.Held.Task;
        Assert.True(await Eventually.Holds(() => server.Server.Connections == 4, _patience));

        // Disposing lets go of what is held only after the server has been told to stop.
        Task<string> idleEnd = RawServer.ReadAllAsync(idle);
        Task<string> usedEnd = RawServer.ReadAllAsync(used);
        Task<string> streamEnd = RawServer.ReadAllAsync(stream);
        Task<string> busyEnd = RawServer.ReadAllAsync(busy);
        Task stopped = server.Server.DisposeAsync().AsTask();
        Assert.Equal("", await idleEnd);
        Assert.Equal("", await usedEnd);
        await streamEnd;
        Assert.False(busyEnd.IsCompleted);
        await server.DisposeAsync();
        await stopped;

        string last = await busyEnd;
        Assert.EndsWith("held", last);
        Assert.Contains("\r\nConnection: close\r\n", last);
        Assert.Equal(0, server.Server.Connections);
        await Assert.ThrowsAnyAsync<SocketException>(server.ConnectAsync);
    }

    [Fact(Timeout = 30_000)]
    public async Task Stop_PutsOutWhatDoesNotEnd()
    {
        RawServer server = RawServer.Start(new HttpServerOptions { Farewell = _short });
        using Socket busy = await server.ConnectAsync();
        await RawServer.SendAsync(busy, "GET /hold HTTP/1.1\r\nHost: x\r\n\r\n");
        await server.Held.Task;

        await server.Server.DisposeAsync();

        await server.GivenUp.Task;
        Assert.DoesNotContain("200", await RawServer.ReadAllAsync(busy), StringComparison.Ordinal);
        await server.DisposeAsync();
    }
}
