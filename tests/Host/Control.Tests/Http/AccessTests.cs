using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Supervision.Actors.Events;
using Supervision.Actors.Settings;
using Supervision.Control.Http;
using Supervision.Control.Tests.Support;

namespace Supervision.Control.Tests.Http;

public sealed class AccessTests
{
    private const string Token = "0123456789abcdef";
    private static readonly string _hash = Convert.ToHexStringLower(SHA256.HashData("wonderland"u8));

    private static ControlSettings Guarded => HttpHarness.Loopback with
    {
        Passwords = HttpHarness.Loopback.Passwords.Add("alice", "{SHA256}" + _hash).Add("bob", "{SHA}" + Convert.ToHexString(SHA1.HashData("builder"u8))).Add("carol", "plain"),
        Tokens = HttpHarness.Loopback.Tokens.Add("ci", Token),
    };

    [Theory(Timeout = 60_000)]
    [InlineData(null, 401, null)]
    [InlineData("Basic alice:wonderland", 200, "alice")]
    [InlineData("Basic bob:builder", 200, "bob")]
    [InlineData("Basic carol:plain", 200, "carol")]
    [InlineData("Basic alice:builder", 401, null)]
    [InlineData("Basic alice:", 401, null)]
    [InlineData("Basic alice", 401, null)]
    [InlineData("Basic mallory:wonderland", 401, null)]
    [InlineData("Bearer 0123456789abcdef", 200, "ci")]
    [InlineData("Bearer 0123456789abcdee", 401, null)]
    [InlineData("Bearer wonderland", 401, null)]
    [InlineData("Digest x", 401, null)]
    public async Task Loopback_WithCredentials_WantsThem(string? authorization, int status, string? name)
    {
        await using var http = await HttpHarness.StartAsync(ControlHarness.Start(ControlHarness.Sleeper("a")), Guarded);
        await http.Inner.ReadyAsync(1);
        var header = authorization?.StartsWith("Basic ", StringComparison.Ordinal) == true
            ? "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(authorization["Basic ".Length..]))
            : authorization;

        var (got, body) = await http.SendAsync("POST", "/api/v1/system/mark", """{"text":"x"}""", header is null ? [] : [("Authorization", header)]);
        var (probe, _) = await http.SendAsync("GET", "/livez");
        var (nowhere, _) = await http.SendAsync("GET", "/api/v1/nothing");

        Assert.True(status == got, body.ToString());
        Assert.Equal((200, 401), (probe, nowhere));
        if (name is not null)
        {
            Assert.StartsWith($"{name} (http 127.0.0.1:", (await http.Inner.Harness.NextAsync<CommandGiven>()).By);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Unauthorized_SaysWhatIsWanted()
    {
        await using var http = await HttpHarness.StartAsync(ControlHarness.Start(ControlHarness.Sleeper("a")), Guarded);

        using var response = await http.Client.GetAsync("/api/v1/system");

        Assert.Equal("Basic", response.Headers.WwwAuthenticate.Single().Scheme);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact(Timeout = 60_000)]
    public async Task Socket_IsItsOwnersAlone_AndNamesHim()
    {
        var path = Path.Combine(Path.GetTempPath(), $"control-{Guid.NewGuid():N}.sock");
        await using (var http = await HttpHarness.StartAsync(ControlHarness.Start(ControlHarness.Sleeper("a")), Guarded with { HttpHost = null, UnixPath = path }))
        {
            await http.Inner.ReadyAsync(1);

            // Credentials are for those who come over the network; whoever may open the socket needs none.
            var (status, _) = await http.SendAsync("POST", "/api/v1/system/mark", """{"text":"x"}""");

            Assert.Equal(200, status);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            Assert.Matches(@"^uid \d+ \(unix, pid " + Environment.ProcessId + @"\)$", (await http.Inner.Harness.NextAsync<CommandGiven>()).By);
            Assert.Equal([$"unix:{path}"], (await http.Inner.Control.SystemAsync()).Endpoints.ToArray());
        }

        Assert.False(File.Exists(path));
    }

    [Fact(Timeout = 60_000)]
    public async Task Socket_ThatEverybodyMayOpen_WantsCredentials()
    {
        var path = Path.Combine(Path.GetTempPath(), $"control-{Guid.NewGuid():N}.sock");
        await using var http = await HttpHarness.StartAsync(
            ControlHarness.Start(ControlHarness.Sleeper("a")), Guarded with { HttpHost = null, UnixPath = path, UnixMode = 0x1b6 });

        Assert.Equal(401, (await http.SendAsync("GET", "/api/v1/system")).Status);
        Assert.Equal(200, (await http.SendAsync("GET", "/api/v1/system", null, ("Authorization", $"Bearer {Token}"))).Status);
    }

    [Fact(Timeout = 60_000)]
    public async Task Names_FromOutside_MakeNoLinesInTheLog()
    {
        await using var http = await HttpHarness.StartAsync(ControlHarness.Sleeper("a"));

        await http.Inner.ReadyAsync(1);
        await http.SendAsync("POST", "/api/v1/engines/a%0ab/stdin", "x");
        var (status, _) = await http.SendAsync("POST", "/api/v1/engines/a%0ab/restart");

        Assert.Equal(400, status);
        Assert.Equal("a b", (await http.Inner.Harness.NextAsync<CommandGiven>()).Target);
    }

    [Fact(Timeout = 60_000)]
    public async Task Socket_OfADeadDaemon_IsReplaced_AndOneInUseIsNot()
    {
        var path = Path.Combine(Path.GetTempPath(), $"control-{Guid.NewGuid():N}.sock");
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            dead.Bind(new UnixDomainSocketEndPoint(path));
            dead.Listen();
        }

        var settings = new ControlSettings { UnixPath = path };
        await using var http = await HttpHarness.StartAsync(ControlHarness.Start(ControlHarness.Sleeper("a")), settings);
        var refused = await Assert.ThrowsAsync<IOException>(() => HttpControlServer.OpenAsync(new HttpControlOptions { Settings = settings }));

        Assert.Contains("somebody listens there", refused.Message);
        Assert.Equal(200, (await http.SendAsync("GET", "/api/v1/system")).Status);
    }

    [Fact(Timeout = 60_000)]
    public async Task WideBind_WithoutCredentials_IsRefused_UnlessSaidSo()
    {
        var wide = new ControlSettings { HttpHost = "0.0.0.0" };
        var open = new ControlSettings { UnixPath = "/tmp/never.sock", UnixMode = 0x1b6 };

        await Assert.ThrowsAsync<ArgumentException>(() => HttpControlServer.OpenAsync(new HttpControlOptions { Settings = wide, Port = 0 }));
        await Assert.ThrowsAsync<ArgumentException>(() => HttpControlServer.OpenAsync(new HttpControlOptions { Settings = open }));
        await using var insecure = await HttpHarness.StartAsync(ControlHarness.Start(ControlHarness.Sleeper("a")), wide with { Insecure = true });
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{insecure.Server.Address!.Port}") };
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/system")).StatusCode);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("localhost", null, 200)]
    [InlineData("127.0.0.1:1", null, 200)]
    [InlineData("[::1]", null, 200)]
    [InlineData("evil.example", null, 421)]
    [InlineData("gateway.example:80", null, 200)]
    [InlineData("localhost", "http://localhost", 200)]
    [InlineData("localhost", "http://evil.example", 403)]
    [InlineData("localhost", "null", 403)]
    public async Task Browsers_ThatAreMisled_AreTurnedAway(string host, string? origin, int status)
    {
        await using var http = await HttpHarness.StartAsync(
            ControlHarness.Start(ControlHarness.Sleeper("a")), HttpHarness.Loopback with { HttpNames = ["gateway.example"] });

        var (got, _) = await http.SendAsync("POST", "/api/v1/system/mark", """{"text":"x"}""", [("Host", host), .. origin is null ? [] : new[] { ("Origin", origin) }]);

        Assert.Equal(status, got);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("GET /readyz HTTP/1.0\r\n\r\n", 200)]
    [InlineData("GET /readyz HTTP/1.0\r\nHost: evil.example\r\n\r\n", 421)]
    [InlineData("GET /readyz HTTP/1.0\r\nOrigin: http://evil.example\r\n\r\n", 403)]
    [InlineData("GET /readyz HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n", 421)]
    public async Task HealthChecks_ThatNameNoHost_AreAnswered(string request, int status)
    {
        await using var http = await HttpHarness.StartAsync(ControlHarness.Start(ControlHarness.Sleeper("a")), HttpHarness.Loopback);
        await http.Inner.ReadyAsync(1);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, http.Server.Address!.Port);

        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(client.GetStream());

        Assert.StartsWith($"HTTP/1.1 {status} ", await reader.ReadToEndAsync());
    }

    [Fact(Timeout = 60_000)]
    public async Task Tls_WithACertificate_IsSpoken()
    {
        var folder = Directory.CreateTempSubdirectory("control-tls").FullName;
        try
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
            using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
            await File.WriteAllTextAsync(Path.Combine(folder, "c.pem"), certificate.ExportCertificatePem());
            await File.WriteAllTextAsync(Path.Combine(folder, "k.pem"), key.ExportPkcs8PrivateKeyPem());
            await using var http = await HttpHarness.StartAsync(ControlHarness.Start(ControlHarness.Sleeper("a")), HttpHarness.Loopback with
            {
                TlsCertificate = Path.Combine(folder, "c.pem"),
                TlsKey = Path.Combine(folder, "k.pem"),
            });
            using var client = new HttpClient(new SocketsHttpHandler
            {
                SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.GetCertHashString() == certificate.GetCertHashString() },
            })
            { BaseAddress = http.Server.Address };

            Assert.Equal("https", http.Server.Address!.Scheme);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/livez")).StatusCode);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Requests_ThatAreTooLarge_AreRefused()
    {
        await using var http = await HttpHarness.StartAsync(ControlHarness.Sleeper("a"));

        var (body, _) = await http.SendAsync("POST", "/api/v1/system/mark", new string('x', 2 * 1024 * 1024));
        var (key, problem) = await http.SendAsync("POST", "/api/v1/system/mark", """{"text":"x"}""", ("Idempotency-Key", new string('k', 300)));

        Assert.Equal((413, 400), (body, key));
        Assert.Contains("at most 200", problem.GetProperty("detail").GetString());
    }
}
