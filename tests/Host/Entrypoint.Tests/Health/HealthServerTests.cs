using System.Net.Sockets;
using System.Text;
using Supervision.Control.Health;
using Supervision.Entrypoint.Health;

namespace Supervision.Entrypoint.Tests.Health;

public sealed class HealthServerTests : IDisposable
{
    private readonly HealthServer _server = HealthServer.Start(
        "127.0.0.1", 0, question => Task.FromResult(new HealthAnswer(question != HealthQuestion.Ready, $"{question}\n")));

    [Theory]
    [InlineData("GET /livez HTTP/1.1", "HTTP/1.1 200 OK", "Live\n")]
    [InlineData("GET /livez?verbose HTTP/1.0", "HTTP/1.1 200 OK", "Live\n")]
    [InlineData("GET /readyz HTTP/1.1", "HTTP/1.1 503 Service Unavailable", "Ready\n")]
    [InlineData("GET /ping HTTP/1.1", "HTTP/1.1 503 Service Unavailable", "Ready\n")]
    [InlineData("GET /startupz HTTP/1.1", "HTTP/1.1 200 OK", "Startup\n")]
    [InlineData("HEAD /livez HTTP/1.1", "HTTP/1.1 200 OK", "")]
    [InlineData("POST /livez HTTP/1.1", "HTTP/1.1 405 Method Not Allowed", "")]
    [InlineData("GET /invocations HTTP/1.1", "HTTP/1.1 404 Not Found", "try /livez, /readyz, /startupz or /ping\n")]
    [InlineData("nonsense", "HTTP/1.1 400 Bad Request", "")]
    [InlineData("GET /livez HTTP/2.0", "HTTP/1.1 400 Bad Request", "")]
    public async Task Request_OfEachKind_HasItsAnswer(string line, string status, string body)
    {
        string answer = await AskAsync($"{line}\r\nHost: x\r\n\r\n");

        Assert.StartsWith(status + "\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n" + body, answer, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30000)]
    public async Task Request_WithoutAnEnd_IsRefusedAtItsLimit() =>
        Assert.StartsWith("HTTP/1.1 431 ", await AskAsync(new string('x', 9000)), StringComparison.Ordinal);

    [Fact(Timeout = 60000)]
    public async Task Connections_ThatSayNothing_DoNotKeepOthersOut()
    {
        var silent = new List<Socket>();
        for (int i = 0; i < 40; i++)
            silent.Add(await ConnectAsync());

        // The silent ones lose their places after a while.
        Assert.StartsWith("HTTP/1.1 200", await AskAsync("GET /livez HTTP/1.1\r\n\r\n"), StringComparison.Ordinal);
        silent.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public void Address_InUse_IsAnIOExceptionThatNamesTheSetting()
    {
        IOException error = Assert.Throws<IOException>(() => HealthServer.Start("127.0.0.1", _server.Address.Port, _ => throw new InvalidOperationException()));

        Assert.StartsWith($"supervision.health.listen = 127.0.0.1:{_server.Address.Port}: ", error.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30000)]
    public async Task Client_OfTheServer_ReadsItsAnswers()
    {
        string address = $"0.0.0.0:{_server.Address.Port}";

        Assert.Equal(new HealthAnswer(true, "Live\n"), await ProbeClient.AskAsync(HealthQuestion.Live, address));
        Assert.Equal(new HealthAnswer(false, "Ready\n"), await ProbeClient.AskAsync(HealthQuestion.Ready, address));
    }

    [Theory]
    [InlineData("nonsense", "'nonsense' is no HOST:PORT\n")]
    [InlineData("127.0.0.1:1", "nobody answers at 127.0.0.1:1: ")]
    public async Task Client_WithoutAServer_SaysWhy(string address, string text)
    {
        HealthAnswer answer = await ProbeClient.AskAsync(HealthQuestion.Live, address);

        Assert.False(answer.Good);
        Assert.StartsWith(text, answer.Text, StringComparison.Ordinal);
    }

    public void Dispose() => _server.Dispose();

    private async Task<string> AskAsync(string request)
    {
        using Socket socket = await ConnectAsync();
        await socket.SendAsync(Encoding.ASCII.GetBytes(request));
        socket.Shutdown(SocketShutdown.Send);
        var text = new StringBuilder();
        byte[] buffer = new byte[1024];
        while (await socket.ReceiveAsync(buffer) is > 0 and var read)
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        return text.ToString();
    }

    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(_server.Address);
        return socket;
    }
}
