using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Supervision.Entrypoint.Tests.EndToEnd;

/// <summary>In an image without OpenSSL, where the runtime aborts whoever asks for what is OpenSSL's.</summary>
public sealed class WithoutOpenSslTests : IDisposable
{
    private const string Token = "a-token-for-this-test";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("supervision-test-");
    private readonly Dictionary<string, string?> _environment;

    // A library that is found first, and is none.
    public WithoutOpenSslTests()
    {
        foreach (string version in (string[])["3", "1.1", "1.0.2", "1.0.0", "10"])
            File.WriteAllText(Path.Combine(_folder.FullName, $"libssl.so.{version}"), "");
        _environment = new() { ["LD_LIBRARY_PATH"] = _folder.FullName, ["PBM_TOKEN"] = Token };
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact(Timeout = 60000)]
    public async Task Daemon_WithPasswordsAndTokens_IsAskedAndCommanded()
    {
        int port = FreePort();
        int pbm = FreePort();
        using var file = new TempFile("engines.conf", $$"""
            supervision {
              control {
                http.listen = "127.0.0.1:{{port}}", passwords { alice = "wonderland", bob = "{SHA}f52318a05e518a5596012af2ed38de68ac26a468" }
                pbm { enabled = on, unix = "{{_folder.FullName}}/pbm.sock", port = {{pbm}}, token-file = "{{_folder.FullName}}/token" }
              }
              engines.a { command = [sleep, 300], probes.liveness { http = "http://127.0.0.1:{{port}}/livez", period = 1s } }
            }
            """);
        File.WriteAllText(Path.Combine(_folder.FullName, "token"), Token);
        await using DaemonProcess daemon = DaemonProcess.Start(["--log-format", "json", .. DaemonProcess.Fast, "run", file.Path], _environment);
        await daemon.WaitForEventAsync("engine.ready");

        foreach (string host in (string[])[$"{_folder.FullName}/pbm.sock", $"127.0.0.1:{pbm}"])
        {
            await using DaemonProcess list = DaemonProcess.Start(["pbm", host, "engine", "list"], _environment);
            Assert.True(await list.WaitForExitAsync() == 0, list.Describe());
        }
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        foreach (string who in (string[])["alice:wonderland", "bob:builder"])
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(who)));
            Assert.NotNull((await client.GetAsync("/api/v1/configuration")).EnsureSuccessStatusCode().Headers.ETag);
        }
        using var restart = new HttpRequestMessage(HttpMethod.Post, "/api/v1/engines/a/restart") { Headers = { { "Idempotency-Key", "once" } } };
        (await client.SendAsync(restart)).EnsureSuccessStatusCode();

        daemon.Signal(Native.SIGTERM);
        Assert.Equal(0, await daemon.WaitForExitAsync());
        Assert.Empty(daemon.Errors);
    }

    [Fact(Timeout = 60000)]
    public async Task Tls_ThatIsWanted_IsToldWhatIsMissing()
    {
        using var probed = new TempFile("engines.conf", """
            supervision { control.pbm.enabled = off, telemetry.otlp { endpoint = "https://127.0.0.1:1", interval = 1s }
              engines.a { command = [sleep, 300], probes.startup { http = "https://127.0.0.1:1/", period = 1s } } }
            """);
        using var listening = new TempFile("engines.conf", $$"""
            supervision { control.http { listen = "127.0.0.1:{{FreePort()}}", tls { certificate = "/etc/tls.pem", key = "/etc/tls.key" } }, engines.a.command = [sleep, 300] }
            """);

        await using DaemonProcess daemon = DaemonProcess.Start(["--log-format", "json", .. DaemonProcess.Fast, "--log-level", "debug", "run", probed.Path], _environment);
        await using DaemonProcess refused = DaemonProcess.Start(["run", listening.Path], _environment);
        await using DaemonProcess check = DaemonProcess.Start(["check", listening.Path], _environment);

        Assert.Contains("TLS needs OpenSSL", (await daemon.WaitForEventAsync("telemetry.failed")).Message, StringComparison.Ordinal);
        await daemon.WaitForAnyAsync("a probe", line => line.Event.StartsWith("probe.", StringComparison.Ordinal) && line.Json.GetRawText().Contains("https://127.0.0.1:1/: TLS needs OpenSSL", StringComparison.Ordinal));
        Assert.Equal(2, await refused.WaitForExitAsync());
        Assert.Contains("error: supervision.control.http.tls.certificate: TLS needs OpenSSL", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(0, await check.WaitForExitAsync());
        Assert.Contains("warning: supervision.control.http.tls.certificate: TLS needs OpenSSL", check.Errors, StringComparison.Ordinal);
        daemon.Signal(Native.SIGTERM);
        Assert.Equal(0, await daemon.WaitForExitAsync());
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
