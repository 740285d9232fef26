using System.Net.Sockets;
using System.Text;

namespace Supervision.Control.Tests.Http.Server;

/// <summary>Whatever comes, in whatever pieces: it is answered or closed, soon, and the next client is served.</summary>
public sealed class ServerFuzzTests
{
    private static readonly string[] _valid =
    [
        "GET /a?q=1 HTTP/1.1\r\nHost: localhost\r\nX-Test: y\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 11\r\n\r\nhello\r\nyou\n",
        "POST /a HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n3\r\nyou\r\n0\r\nTrailer: t\r\n\r\n",
        "HEAD /stream HTTP/1.1\r\nHost: localhost\r\n\r\nGET /stream HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    ];

    [Fact(Timeout = 110_000)]
    public async Task Valid_Requests_CutAtEachByte_AreUnderstoodAlike()
    {
        await using RawServer server = RawServer.Start();
        foreach (string request in _valid)
        {
            string whole = Undated(await server.AskAsync(request));
            Assert.StartsWith("HTTP/1.1 200 OK", whole);
            for (int cut = 1; cut < request.Length; cut++)
            {
                using Socket socket = await server.ConnectAsync();
                socket.NoDelay = true;
                await RawServer.SendAsync(socket, request[..cut]);
                await Task.Yield();
                await RawServer.SendAsync(socket, request[cut..]);
                socket.Shutdown(SocketShutdown.Send);
                Assert.Equal(whole, Undated(await RawServer.ReadAllAsync(socket)));
            }
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Valid_Requests_ByteByByte_AreUnderstoodAlike()
    {
        await using RawServer server = RawServer.Start();
        foreach (string request in _valid)
        {
            string whole = Undated(await server.AskAsync(request));
            using Socket socket = await server.ConnectAsync();
            socket.NoDelay = true;
            foreach (char one in request)
                await RawServer.SendAsync(socket, one.ToString());
            socket.Shutdown(SocketShutdown.Send);
            Assert.Equal(whole, Undated(await RawServer.ReadAllAsync(socket)));
        }
    }

    [Theory(Timeout = 110_000)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Mutated_Requests_AreAnsweredOrClosed(int seed)
    {
        await using RawServer server = RawServer.Start();
        var random = new Random(seed);
        for (int i = 0; i < 400; i++)
        {
            byte[] bytes = Encoding.Latin1.GetBytes(_valid[random.Next(_valid.Length)]);
            for (int changes = random.Next(1, 6); changes > 0; changes--)
                bytes = Mutate(bytes, random);
            string answer = await server.AskAsync(Encoding.Latin1.GetString(bytes));
            Assert.Matches(@"\A(\z|HTTP/1\.1 \d{3} |\[reset\])", answer);
            Assert.DoesNotContain("HTTP/1.1 500", answer);
        }
        Assert.StartsWith("HTTP/1.1 200 OK", await server.AskAsync(_valid[0]));
    }

    [Fact(Timeout = 60_000)]
    public async Task Random_Bytes_AreRefused()
    {
        await using RawServer server = RawServer.Start();
        var random = new Random(4);
        for (int i = 0; i < 300; i++)
        {
            byte[] bytes = new byte[random.Next(1, 3000)];
            random.NextBytes(bytes);
            string answer = await server.AskAsync(Encoding.Latin1.GetString(bytes));
            Assert.DoesNotContain("HTTP/1.1 200", answer);
            Assert.DoesNotContain("HTTP/1.1 500", answer);
        }
        Assert.StartsWith("HTTP/1.1 200 OK", await server.AskAsync(_valid[0]));
    }

    private static byte[] Mutate(byte[] bytes, Random random)
    {
        int at = random.Next(bytes.Length);
        switch (random.Next(5))
        {
            case 0:
                bytes[at] = (byte)random.Next(256);
                return bytes;
            case 1:
                return [.. bytes[..at], .. bytes[(at + 1)..], (byte)'\n'];
            case 2:
                return [.. bytes[..at], "\r\n \t:;,0fF"u8[random.Next(10)], .. bytes[at..]];
            case 3:
                int end = random.Next(at, bytes.Length);
                return [.. bytes[..end], .. bytes[at..]];
            default:
                return [.. bytes[..(at + 1)]];
        }
    }

    // Both answers of a test have their own second.
    private static string Undated(string answer) =>
        string.Join('\n', answer.Split('\n').Where(line => !line.StartsWith("Date: ", StringComparison.Ordinal)));
}
