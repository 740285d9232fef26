using System.Diagnostics;
using Supervision.Actors.Events;
using Supervision.Actors.Settings;
using Supervision.Control.Tests.Support;

namespace Supervision.Control.Tests.Http.Server;

/// <summary>The API as curl sees it.</summary>
public sealed class CurlTests
{
    [NeedsProgramFact("curl", Timeout = 60_000)]
    public async Task Curl_InEachOfItsWays_IsAnswered()
    {
        await using var http = await HttpHarness.StartAsync(ControlHarness.Sleeper("a"));
        await http.Inner.ReadyAsync(1);
        string address = http.Server.Address!.ToString().TrimEnd('/');
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, """{"desired":"up"}""");

            // The second goes over the first one's connection.
            string kept = await CurlAsync("-v", $"{address}/livez", $"{address}/api/v1/engines/a");
            string old = await CurlAsync("-i", "--http1.0", $"{address}/livez");
            string head = await CurlAsync("-I", $"{address}/api/v1/engines");
            string put = await CurlAsync("-i", "-T", file, $"{address}/api/v1/engines/a/desired");
            string chunked = await CurlAsync("-i", "-H", "Transfer-Encoding: chunked", "-d", """{"text":"here"}""", $"{address}/api/v1/system/mark");
            string awaited = await CurlAsync("-v", "-H", "Expect: 100-continue", "-d", """{"text":"there"}""", $"{address}/api/v1/system/mark");
            string options = await CurlAsync("-i", "-X", "OPTIONS", $"{address}/api/v1/engines/a/desired");
            string proxied = await CurlAsync("-i", "-x", address, $"{address}/livez");
            string upgraded = await CurlAsync("-i", "--http2", $"{address}/livez");
            string strange = await CurlAsync("-i", "--http2-prior-knowledge", $"{address}/livez");

            Assert.Matches("Re-using existing (http: )?connection", kept);
            Assert.Contains("\"name\":\"a\"", kept);
            Assert.StartsWith("HTTP/1.1 200 OK", old);
            Assert.Contains("Connection: close", old);
            Assert.StartsWith("HTTP/1.1 200 OK", head);
            Assert.Matches(@"Content-Length: [1-9]", head);
            Assert.Contains("\"status\":\"already\"", put);
            Assert.Contains("HTTP/1.1 200 OK", chunked);
            Assert.Contains("HTTP/1.1 100 Continue", awaited);
            Assert.Contains("HTTP/1.1 200 OK", awaited);
            Assert.StartsWith("HTTP/1.1 405 ", options);
            Assert.Contains("Allow: PUT\r\n", options);
            Assert.StartsWith("HTTP/1.1 200 OK", proxied);
            Assert.StartsWith("HTTP/1.1 200 OK", upgraded);
            Assert.DoesNotContain("200", strange, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [NeedsProgramFact("curl", Timeout = 60_000)]
    public async Task Curl_OverTheSocketAndEncrypted_IsAnswered()
    {
        using var certificate = new TestCertificate();
        string path = Path.Combine(certificate.Folder, "control.sock");
        await using var http = await HttpHarness.StartAsync(ControlHarness.Start(ControlHarness.Sleeper("a")), HttpHarness.Loopback with
        {
            UnixPath = path,
            TlsCertificate = certificate.Path,
            TlsKey = certificate.KeyPath,
        });
        string encrypted = $"https://localhost:{http.Server.Address!.Port}/livez";

        string socket = await CurlAsync("-i", "--unix-socket", path, "http://localhost/livez");
        string safe = await CurlAsync("-i", "--cacert", certificate.Path, "--connect-to", "::127.0.0.1:", encrypted, encrypted);
        string unsafely = await CurlAsync("-i", $"http://127.0.0.1:{http.Server.Address.Port}/livez");

        Assert.StartsWith("HTTP/1.1 200 OK", socket);
        Assert.Equal(3, safe.Split("HTTP/1.1 200 OK").Length);
        Assert.DoesNotContain("200", unsafely, StringComparison.Ordinal);
    }

    [NeedsProgramFact("curl", Timeout = 60_000)]
    public async Task Curl_OverTheSocket_FromAnotherProcessWithTheSameKey_GetsTheFirstOnesAnswer()
    {
        string folder = Directory.CreateTempSubdirectory("control-").FullName;
        string path = Path.Combine(folder, "control.sock");
        try
        {
            await using var http = await HttpHarness.StartAsync(ControlHarness.Start(ControlHarness.Sleeper("a")), new ControlSettings { UnixPath = path });
            await http.Inner.ReadyAsync(1);
            Task<string> RestartAsync(string body) => CurlAsync(
                "-w", "\n%{http_code}", "--unix-socket", path, "-H", "Idempotency-Key: one", "-d", body, "http://localhost/api/v1/engines/a/restart");

            string first = await RestartAsync("""{"wait":true}""");
            string second = await RestartAsync("""{"wait":true}""");
            string other = await RestartAsync("""{"wait":false}""");

            Assert.EndsWith("\n200", first);
            Assert.Equal(first, second);
            Assert.EndsWith("\n422", other);
            Assert.Equal(2, Assert.Single(await http.Inner.Control.ListAsync()).Attempt);
            // Of another process than this one: curl asked.
            string by = (await http.Inner.Harness.NextAsync<CommandGiven>()).By;
            Assert.Matches(@"^uid [0-9]+ \(unix, pid [0-9]+\)$", by);
            Assert.DoesNotContain($"pid {Environment.ProcessId})", by);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> CurlAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("curl", ["-s", "-S", "-m", "20", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output + await error;
    }
}
