using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Supervision.Actors.Heartbeats;
using Supervision.Actors.Settings;
using Supervision.Actors.Tests.Support;
using Supervision.Posix;

namespace Supervision.Actors.Tests.Heartbeats;

/// <summary>Single tries of every check that asks the engine, over real sockets.</summary>
public sealed class ProberTests : IDisposable
{
    private static readonly EngineSettings _engine = new() { Name = "e", Command = ["x"] };
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("prober-");
    private readonly IProcessHost _host = ProcessHost.Start();
    private readonly Prober _prober;

    public ProberTests() => _prober = new Prober(_host, TimeProvider.System);

    public void Dispose()
    {
        _prober.Dispose();
        _host.Dispose();
        _directory.Delete(recursive: true);
    }

    private async Task<ProbeResult> TryAsync(ProbeCheck check, int milliseconds = 20_000)
    {
        using var signals = new AttemptSignals(_engine, TimeProvider.System);
        return await _prober.RunAsync(
            _engine, new ProbeSettings { Check = check, Timeout = TimeSpan.FromMilliseconds(milliseconds) }, signals, CancellationToken.None);
    }

    private string PathOf(string name) => Path.Combine(_directory.FullName, name);

    [Theory(Timeout = 60_000)]
    [InlineData(200, "200-399", true)]
    [InlineData(302, "200-399", true)]
    [InlineData(404, "200-399", false)]
    [InlineData(404, "200,404", true)]
    [InlineData(200, "204", false)]
    public async Task Http_Status_IsOneOfTheSetOrNot(int status, string set, bool success)
    {
        using var server = new ScriptedServer { Answer = _ => (status, "") };

        var result = await TryAsync(new ProbeCheck.Http(server.At("/health")) { Status = StatusSet.Parse(set)! });

        Assert.Equal((success, true, success ? ProbeFault.None : ProbeFault.Answer), (result.Success, result.Answered, result.Fault));
        Assert.Equal($"{server.At("/health")}: status {status}", result.Detail);
    }

    [Fact(Timeout = 60_000)]
    public async Task Http_MethodAndHeaders_AreSent()
    {
        using var server = new ScriptedServer();
        var check = new ProbeCheck.Http(server.At("/x?y=1")) { Method = "POST" };

        Assert.True((await TryAsync(check with { Headers = check.Headers.Add("X-Canary", "1").Add("Authorization", "Bearer t") })).Success);

        Assert.StartsWith("POST /x?y=1 HTTP/1.1\r\n", server.LastRequest, StringComparison.Ordinal);
        Assert.Contains("X-Canary: 1\r\n", server.LastRequest, StringComparison.Ordinal);
        Assert.Contains("Authorization: Bearer t\r\n", server.LastRequest, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Http_Body_MustFit()
    {
        using var server = new ScriptedServer { Answer = _ => (200, """{"data": [{"id": "llama"}]}""") };
        var check = new ProbeCheck.Http(server.At("/v1/models"));

        Assert.True((await TryAsync(check with { Json = new JsonExpectation("data[*].id", "llama") })).Success);
        Assert.True((await TryAsync(check with { Contains = "llama" })).Success);
        var other = await TryAsync(check with { Json = new JsonExpectation("data[*].id", "qwen") });
        Assert.Equal((false, ProbeFault.Answer), (other.Success, other.Fault));
        Assert.EndsWith("status 200, but data[*].id is llama, not qwen", other.Detail, StringComparison.Ordinal);
        Assert.EndsWith("does not contain 'phi'", (await TryAsync(check with { Contains = "phi" })).Detail, StringComparison.Ordinal);

        server.Answer = _ => (200, new string('x', 2 * 1024 * 1024));
        Assert.EndsWith("longer than 1 MiB", (await TryAsync(check with { Json = new JsonExpectation("a", null) })).Detail, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Http_ThroughUnixSockets_AsksTheOneThatIsMeant()
    {
        using var a = new ScriptedServer(PathOf("a")) { Answer = _ => (200, "") };
        using var b = new ScriptedServer(PathOf("b")) { Answer = _ => (503, "") };
        var check = new ProbeCheck.Http(new Uri("http://localhost/health"));

        Assert.True((await TryAsync(check with { UnixSocket = PathOf("a") })).Success);
        Assert.EndsWith("status 503", (await TryAsync(check with { UnixSocket = PathOf("b") })).Detail, StringComparison.Ordinal);
        Assert.Equal(ProbeFault.Refused, (await TryAsync(check with { UnixSocket = PathOf("c") })).Fault);
    }

    [Fact(Timeout = 60_000)]
    public async Task Https_OwnCertificate_CountsOnlyUnverified()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _ = ServeTlsAsync(listener, certificate);
        var check = new ProbeCheck.Http(new Uri($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/"));

        var verified = await TryAsync(check);
        Assert.Equal((false, ProbeFault.Error), (verified.Success, verified.Fault));
        Assert.True((await TryAsync(check with { VerifyTls = false })).Success);
    }

    [Fact(Timeout = 60_000)]
    public async Task Nobody_Listening_IsRefused()
    {
        var port = ScriptedServer.ClosedPort();
        File.WriteAllText(PathOf("file"), "");
        foreach (var check in (ProbeCheck[])
        [
            new ProbeCheck.Http(new Uri($"http://127.0.0.1:{port}/")), new ProbeCheck.Tcp("127.0.0.1", port), new ProbeCheck.Grpc("127.0.0.1", port, ""),
            new ProbeCheck.Unix(PathOf("none")), new ProbeCheck.Unix(PathOf("file")), new ProbeCheck.Unix("@supervision-test-nobody"),
        ])
        {
            var result = await TryAsync(check);
            Assert.True(result is { Success: false, Answered: false, Fault: ProbeFault.Refused }, $"{check}: {result}");
            Assert.Contains("connection refused", result.Detail, StringComparison.Ordinal);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Somebody_WhoDoesNotAnswer_IsSaturated()
    {
        using var server = new ScriptedServer { Answer = _ => (200, null) };
        foreach (var check in (ProbeCheck[])[new ProbeCheck.Http(server.At("/")), new ProbeCheck.Grpc("127.0.0.1", server.Port, "")])
        {
            var result = await TryAsync(check, milliseconds: 200);
            Assert.True(result is { Success: false, Answered: false, Fault: ProbeFault.Saturated }, $"{check}: {result}");
            Assert.Contains("no answer within 0.2 s", result.Detail, StringComparison.Ordinal);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Listener_WhoseBacklogIsFull_IsSaturated()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        Assert.True((await TryAsync(new ProbeCheck.Tcp("127.0.0.1", port))).Success);

        var waiting = Enumerable.Range(0, 8).Select(_ => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)).ToList();
        var connects = waiting.Select(socket => socket.ConnectAsync(IPAddress.Loopback, port)).ToList();
        await Task.WhenAny(connects);
        Assert.Equal(ProbeFault.Saturated, (await TryAsync(new ProbeCheck.Tcp("127.0.0.1", port), milliseconds: 500)).Fault);
        waiting.ForEach(socket => socket.Dispose());
        await Task.WhenAll(connects.Select(connect => connect.ContinueWith(_ => { }, TaskScheduler.Default)));
    }

    [Fact(Timeout = 60_000)]
    public async Task Unix_Listening_IsConnected()
    {
        using var server = new ScriptedServer(PathOf("socket"));
        using var hidden = new ScriptedServer("\0supervision-test-" + Path.GetFileName(_directory.FullName));

        Assert.True((await TryAsync(new ProbeCheck.Unix(PathOf("socket")))).Success);
        Assert.True((await TryAsync(new ProbeCheck.Unix("@supervision-test-" + Path.GetFileName(_directory.FullName)))).Success);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("", true, "SERVING")]
    [InlineData("model", false, "model: NOT_SERVING")]
    [InlineData("none", false, "none: grpc-status 5 (no such service): unknown service")]
    [InlineData("garbage", false, "garbage: the answer is not one of the health checking protocol")]
    public async Task Grpc_Service_IsServingOrNot(string service, bool success, string detail)
    {
        await using var app = await StartGrpcAsync();
        var port = new Uri(app.Urls.First()).Port;

        var result = await TryAsync(new ProbeCheck.Grpc("127.0.0.1", port, service));

        Assert.Equal((success, true), (result.Success, result.Answered));
        Assert.Equal($"127.0.0.1:{port}{(service.Length == 0 ? ": " : " ")}{detail}", result.Detail);
    }

    [Fact(Timeout = 60_000)]
    public async Task Grpc_ServerThatSpeaksOnlyHttp1_IsAnError()
    {
        using var server = new ScriptedServer();
        Assert.Equal(ProbeFault.Error, (await TryAsync(new ProbeCheck.Grpc("127.0.0.1", server.Port, ""))).Fault);
    }

    [Fact(Timeout = 60_000)]
    public async Task HeartbeatFile_Age_Decides()
    {
        var path = PathOf("beat");
        var check = new ProbeCheck.HeartbeatFile(path, TimeSpan.FromSeconds(30));
        var probe = new ProbeSettings { Check = check };
        Assert.Contains("no such file", (await TryAsync(check)).Detail, StringComparison.Ordinal);

        File.WriteAllText(path, "");
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddSeconds(-5));
        Assert.Contains("not touched since the start", (await TryAsync(check)).Detail, StringComparison.Ordinal);

        using var signals = new AttemptSignals(_engine, new Earlier(TimeSpan.FromMinutes(10)));
        Assert.True((await _prober.RunAsync(_engine, probe, signals, CancellationToken.None)).Success);

        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddSeconds(-40));
        var stale = await _prober.RunAsync(_engine, probe, signals, CancellationToken.None);
        Assert.Equal((false, false), (stale.Success, stale.Answered));
        Assert.Contains("touched 4", stale.Detail, StringComparison.Ordinal);
    }

    private static async Task ServeTlsAsync(TcpListener listener, X509Certificate2 certificate)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                try
                {
                    await using var tls = new SslStream(client.GetStream());
                    await tls.AuthenticateAsServerAsync(certificate);
                    _ = await tls.ReadAsync(new byte[4096]);
                    await tls.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
                }
                catch (Exception error) when (error is IOException or System.Security.Authentication.AuthenticationException)
                {
                    // A client that does not trust us.
                }
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    // The health service as a server other than ours speaks it.
    private static async Task<WebApplication> StartGrpcAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        app.Run(async context =>
        {
            var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            var bytes = body.ToArray();
            var service = bytes.Length > 7 ? System.Text.Encoding.UTF8.GetString(bytes[7..]) : "";
            if (context.Request.Path != "/grpc.health.v1.Health/Check" || context.Request.ContentType != "application/grpc" || bytes.Length < 5)
            {
                context.Response.StatusCode = 404;
                return;
            }

            context.Response.ContentType = "application/grpc";
            if (service == "none")
            {
                context.Response.Headers["grpc-status"] = "5";
                context.Response.Headers["grpc-message"] = "unknown%20service";
                return;
            }

            byte[] answer = service switch
            {
                "" => [0, 0, 0, 0, 2, 0x08, 1],
                "garbage" => [0, 0, 0, 0, 9, 0x08, 1],
                _ => [0, 0, 0, 0, 2, 0x08, 2],
            };
            await context.Response.Body.WriteAsync(answer);
            context.Response.AppendTrailer("grpc-status", "0");
        });
        await app.StartAsync();
        return app;
    }

    private sealed class Earlier(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() - by;
    }
}
