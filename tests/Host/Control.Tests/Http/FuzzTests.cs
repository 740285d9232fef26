using System.Net.Sockets;
using System.Text;
using Supervision.Control.Tests.Support;

namespace Supervision.Control.Tests.Http;

/// <summary>Whatever comes from outside, the answer is about the request and not about us.</summary>
public sealed class FuzzTests
{
    private static readonly string[] _pieces =
    [
        "/", "api", "v1", "engines", "a", "all", "%2f", "%00", "%", "{", "}", "desired", "logs", "stdout", "follow", "..", "?", "target=", "&", "lines=", "offset=", "-1",
        "99999999999999999999", "tier=gold", "*", ",", "events/history", "limit=", "after=", "1-2", "configuration", "\u00e9", "actors", "path=", "depth=", "\"", "{}", "[",
        "system", "mark", "signal", "health", "engine=", "groups", "why", "null", "true",
    ];

    [Fact(Timeout = 90_000)]
    public async Task RandomRequests_AreNeverInternalErrors()
    {
        await using var http = await HttpHarness.StartAsync(ControlHarness.Sleeper("a"));
        await http.Inner.ReadyAsync(1);
        var random = new Random(8);
        for (var i = 0; i < 400; i++)
        {
            var path = "/" + string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => _pieces[random.Next(_pieces.Length)] + (random.Next(2) == 0 ? "/" : "")));
            if (path.Contains("events/?", StringComparison.Ordinal) || path.Contains("follow", StringComparison.Ordinal))
            {
                continue;
            }

            var method = new[] { "GET", "PUT", "POST", "HEAD", "PATCH" }[random.Next(5)];
            var body = random.Next(2) == 0 ? null : string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => _pieces[random.Next(_pieces.Length)]));
            var answer = await RawAsync(http.Server.Address!, method, Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal)
                .Replace("%3F", "?", StringComparison.Ordinal), body);
            Assert.True(answer.Length == 0 || !answer.StartsWith("HTTP/1.1 500", StringComparison.Ordinal), $"{method} {path} {body}: {answer}");
        }

        Assert.Equal(200, (await http.SendAsync("GET", "/livez")).Status);
    }

    [Fact(Timeout = 60_000)]
    public async Task RandomBytes_EndTheirOwnConnectionOnly()
    {
        await using var http = await HttpHarness.StartAsync(ControlHarness.Sleeper("a"));
        var random = new Random(9);
        for (var i = 0; i < 50; i++)
        {
            var bytes = new byte[random.Next(1, 2000)];
            random.NextBytes(bytes);
            using var client = new TcpClient();
            await client.ConnectAsync(http.Server.Address!.Host, http.Server.Address.Port);
            await client.GetStream().WriteAsync(bytes);
            client.Client.Shutdown(SocketShutdown.Send);
        }

        Assert.Equal(200, (await http.SendAsync("GET", "/livez")).Status);
    }

    private static async Task<string> RawAsync(Uri address, string method, string path, string? body)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        var content = body is null ? "" : body;
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(
            $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {Encoding.UTF8.GetByteCount(content)}\r\n\r\n{content}"));
        var first = new byte[64];
        var read = await client.GetStream().ReadAtLeastAsync(first, first.Length, throwOnEndOfStream: false);
        return Encoding.ASCII.GetString(first, 0, read);
    }
}
