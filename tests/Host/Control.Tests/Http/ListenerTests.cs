using System.Net;
using System.Net.Sockets;
using Supervision.Actors.Settings;
using Supervision.Control.Http;
using Supervision.Control.Tests.Support;

namespace Supervision.Control.Tests.Http;

/// <summary>Where the server listens, and what it says where it cannot.</summary>
public sealed class ListenerTests
{
    [Fact(Timeout = 60_000)]
    public async Task Address_ThatIsTaken_IsNamedWithWhatHelps()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;

        string message = await RefusedAsync(HttpHarness.Loopback with { HttpPort = port });

        Assert.StartsWith($"supervision.control.http.listen = 127.0.0.1:{port}: ", message);
        Assert.EndsWith("; somebody listens there: end him, or choose another port", message);
    }

    [Fact(Timeout = 60_000)]
    public async Task Address_OfAnotherMachine_IsNamed()
    {
        // For documentation (RFC 5737): nobody has it.
        string message = await RefusedAsync(new ControlSettings { HttpHost = "203.0.113.1", HttpPort = 9001, Insecure = true });

        Assert.StartsWith("supervision.control.http.listen = 203.0.113.1:9001: ", message);
        Assert.EndsWith("; this machine does not have that address", message);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("/nowhere/at/all/control.sock")]
    [InlineData("/tmp/0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789.sock")]
    public async Task Socket_ThatCannotBe_IsNamed(string path)
    {
        string message = await RefusedAsync(new ControlSettings { UnixPath = path });

        Assert.StartsWith($"supervision.control.unix.path = {path}: ", message);
        Assert.EndsWith("; its folder must be there and be writable, and the path short", message);
    }

    [Fact(Timeout = 60_000)]
    public async Task Certificate_ThatIsNone_IsNamed()
    {
        string message = await RefusedAsync(HttpHarness.Loopback with { HttpPort = 0, TlsCertificate = "/nowhere/c.pem", TlsKey = "/nowhere/k.pem" });

        Assert.StartsWith("supervision.control.http.tls: the certificate /nowhere/c.pem cannot be used: ", message);
    }

    [Fact(Timeout = 60_000)]
    public async Task Requests_BeforeThereIsATree_WaitForIt()
    {
        await using ControlHarness harness = ControlHarness.Start(ControlHarness.Sleeper("a"));
        await using HttpControlServer server = await HttpControlServer.OpenAsync(new HttpControlOptions { Settings = HttpHarness.Loopback, Port = 0 });
        using var client = new HttpClient { BaseAddress = server.Address };
        Task<HttpResponseMessage> early = client.GetAsync("/api/v1/system");
        using (var connected = new TcpClient())
            await connected.ConnectAsync(IPAddress.Loopback, server.Address!.Port);
        Assert.False(early.IsCompleted);

        server.Serve(harness.Control);

        using HttpResponseMessage response = await early;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Throws<InvalidOperationException>(() => server.Serve(harness.Control));
    }

    private static async Task<string> RefusedAsync(ControlSettings settings) =>
        (await Assert.ThrowsAsync<IOException>(() => HttpControlServer.OpenAsync(new HttpControlOptions { Settings = settings }))).Message;
}
