namespace Supervision.Control.Tests.Http.Server;

/// <summary>What is a request, and what is refused, each on a connection of its own.</summary>
public sealed class RequestTests
{
    private const string H = "Host: x\r\n";

    public static TheoryData<string, int, string> Requests { get; } = new()
    {
        // Request lines.
        { $"GET /a HTTP/1.1\r\n{H}\r\n", 200, "GET /a host=x q=- x= body=" },
        { $"\r\nGET /a HTTP/1.1\r\n{H}\r\n", 200, "GET /a" },
        { $"GET /a?q=1%202+3&b HTTP/1.1\r\n{H}\r\n", 200, "GET /a host=x q=1 2 3" },
        { $"GET /a?Q=1 HTTP/1.1\r\n{H}\r\n", 200, "q=1 " },
        { $"GET /a?q=1&q=2 HTTP/1.1\r\n{H}\r\n", 200, "q=- " },
        { $"GET /a?q HTTP/1.1\r\n{H}\r\n", 200, "q= x" },
        { $"GET /a%2fb HTTP/1.1\r\n{H}\r\n", 200, "GET /a%2fb " },
        { $"GET http://other:80/a?q=2 HTTP/1.1\r\n{H}\r\n", 200, "GET /a host=other:80 q=2" },
        { $"GET http://other HTTP/1.1\r\n{H}\r\n", 200, "GET / host=other" },
        { $"GET HTTPS://other?q=5 HTTP/1.1\r\n{H}\r\n", 200, "GET / host=other q=5" },
        { $"OPTIONS * HTTP/1.1\r\n{H}\r\n", 200, "OPTIONS * " },
        { $"BREW /a HTTP/1.1\r\n{H}\r\n", 200, "BREW /a" },
        { $"GET * HTTP/1.1\r\n{H}\r\n", 400, "" },
        { $"CONNECT x:80 HTTP/1.1\r\n{H}\r\n", 400, "" },
        { $"GET a HTTP/1.1\r\n{H}\r\n", 400, "" },
        { $"GET  HTTP/1.1\r\n{H}\r\n", 400, "" },
        { $"GET  /a HTTP/1.1\r\n{H}\r\n", 400, "" },
        { $"GET /a b HTTP/1.1\r\n{H}\r\n", 400, "" },
        { $"GET /a#b HTTP/1.1\r\n{H}\r\n", 400, "" },
        { $"GET /\u00e9 HTTP/1.1\r\n{H}\r\n", 400, "" },
        { $"GET /a\t HTTP/1.1\r\n{H}\r\n", 400, "" },
        { $"GET /%00 HTTP/1.1\r\n{H}\r\n", 400, "" },
        { $"G(T /a HTTP/1.1\r\n{H}\r\n", 400, "" },
        { $"GET /a\r\n{H}\r\n", 400, "" },
        { $"GET /a http/1.1\r\n{H}\r\n", 400, "" },
        { $"GET /a HTTP/1.1 \r\n{H}\r\n", 400, "" },
        { $"GET /a HTTP/1.1\n{H}\r\n", 400, "" },
        { $"GET /a HTTP/1.1\r\r\n{H}\r\n", 400, "" },
        { "\u0016\u0003\u0001\u0002", 400, "" },
        { $"GET /a HTTP/2.0\r\n{H}\r\n", 505, "" },
        { $"GET /a HTTP/1.2\r\n{H}\r\n", 505, "" },
        { "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, "" },
        { $"GET /{new string('a', 8 * 1024 - 14)} HTTP/1.1\r\n{H}\r\n", 200, "GET /aaa" },
        { $"GET /{new string('a', 8 * 1024 - 13)} HTTP/1.1\r\n{H}\r\n", 414, "" },
        { new string('a', 10_000), 414, "" },

        // Header fields.
        { $"GET / HTTP/1.1\r\n{H}X-Test: a b\t \r\n\r\n", 200, "x=a b body" },
        { $"GET / HTTP/1.1\r\n{H}X-Test:a\r\nx-TEST: b\r\n\r\n", 200, "x=a,b body" },
        { $"GET / HTTP/1.1\r\n{H}X-Test:\r\n\r\n", 200, "x= body" },
        { $"GET / HTTP/1.1\r\n{H}X-Test: a\r\n b\r\n\r\n", 400, "" },
        { $"GET / HTTP/1.1\r\n X-Test: a\r\n{H}\r\n", 400, "" },
        { $"GET / HTTP/1.1\r\n{H}X-Test : a\r\n\r\n", 400, "" },
        { $"GET / HTTP/1.1\r\n{H}X Test: a\r\n\r\n", 400, "" },
        { $"GET / HTTP/1.1\r\n{H}: a\r\n\r\n", 400, "" },
        { $"GET / HTTP/1.1\r\n{H}nothing\r\n\r\n", 400, "" },
        { $"GET / HTTP/1.1\r\n{H}X-Test: a\0b\r\n\r\n", 400, "" },
        { $"GET / HTTP/1.1\r\n{H}X-Test: a\rb\r\n\r\n", 400, "" },
        { $"GET / HTTP/1.1\r\n{H}X-Test: a\u007fb\r\n\r\n", 400, "" },
        { $"GET / HTTP/1.1\r\n{H}X-Test: a\nX-Test: b\r\n\r\n", 400, "" },
        { $"GET / HTTP/1.1\r\n{H}\n", 400, "" },
        { $"GET / HTTP/1.1\r\n{H}X-Test: {new string('a', 32 * 1024)}\r\n\r\n", 431, "" },
        { $"GET / HTTP/1.1\r\n{H}X-Long: {new string('a', 30 * 1024)}\r\nX-Test: b\r\n\r\n", 200, "x=b body" },
        { $"GET / HTTP/1.1\r\n{H}{Repeat("a: b\r\n", 99)}\r\n", 200, "GET /" },
        { $"GET / HTTP/1.1\r\n{H}{Repeat("a: b\r\n", 100)}\r\n", 431, "" },

        // Hosts.
        { "GET / HTTP/1.1\r\n\r\n", 400, "" },
        { $"GET / HTTP/1.1\r\n{H}{H}\r\n", 400, "" },
        { "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400, "" },
        { "GET / HTTP/1.1\r\nHost: a,b\r\n\r\n", 400, "" },
        { "GET / HTTP/1.1\r\nHost: user@a\r\n\r\n", 400, "" },
        { "GET / HTTP/1.1\r\nHost:\r\n\r\n", 200, "host= q" },
        { "GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", 200, "host=[::1]:80" },
        { "GET / HTTP/1.0\r\n\r\n", 200, "host= q" },

        // Bodies.
        { $"POST / HTTP/1.1\r\n{H}Content-Length: 3\r\n\r\nabc", 200, "body=abc" },
        { $"POST / HTTP/1.1\r\n{H}Content-Length: 0\r\n\r\n", 200, "body=" },
        { $"POST / HTTP/1.1\r\n{H}Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", 400, "" },
        { $"POST / HTTP/1.1\r\n{H}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc", 400, "" },
        { $"POST / HTTP/1.1\r\n{H}Content-Length: 3, 3\r\n\r\nabc", 400, "" },
        { $"POST / HTTP/1.1\r\n{H}Content-Length: +3\r\n\r\nabc", 400, "" },
        { $"POST / HTTP/1.1\r\n{H}Content-Length: -3\r\n\r\nabc", 400, "" },
        { $"POST / HTTP/1.1\r\n{H}Content-Length: 0x3\r\n\r\nabc", 400, "" },
        { $"POST / HTTP/1.1\r\n{H}Content-Length:\r\n\r\nabc", 400, "" },
        { $"POST / HTTP/1.1\r\n{H}Content-Length: 99999999999999999999\r\n\r\nabc", 400, "" },
        { $"POST / HTTP/1.1\r\n{H}Content-Length: 1048577\r\n\r\nabc", 413, "" },
        { $"POST / HTTP/1.1\r\n{H}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, "" },
        { $"POST / HTTP/1.0\r\n{H}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, "" },
        { Chunked("0\r\n\r\n"), 200, "body=" },
        { Chunked("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"), 200, "body=abcde" },
        { Chunked("A\r\n0123456789\r\n0a\r\n0123456789\r\n0000\r\n\r\n"), 200, "body=01234567890123456789" },
        { Chunked("3;name=\"v\"\r\nabc\r\n0;x\r\nTrailer: y\r\nOther: z\r\n\r\n"), 200, "body=abc" },
        { Chunked("3 ;name\r\nabc\r\n0\r\n\r\n"), 200, "body=abc" },
        { Chunked("3\r\nabcd\r\n0\r\n\r\n"), 400, "" },
        { Chunked("3\r\nabc0\r\n\r\n"), 400, "" },
        { Chunked("3\nabc\r\n0\r\n\r\n"), 400, "" },
        { Chunked("\r\nabc\r\n0\r\n\r\n"), 400, "" },
        { Chunked("0x3\r\nabc\r\n0\r\n\r\n"), 400, "" },
        { Chunked("-3\r\nabc\r\n0\r\n\r\n"), 400, "" },
        { Chunked("3 3\r\nabc\r\n0\r\n\r\n"), 400, "" },
        { Chunked("fffffffff\r\nabc\r\n0\r\n\r\n"), 400, "" },
        { Chunked("ffffffff\r\nabc\r\n0\r\n\r\n"), 413, "" },
        { Chunked("100001\r\nabc\r\n0\r\n\r\n"), 413, "" },
        { Chunked($"3;{new string('x', 300)}\r\nabc\r\n0\r\n\r\n"), 400, "" },
        { Chunked($"0\r\n{Repeat("Trailer: y\r\n", 1000)}\r\n"), 400, "" },
        { $"POST / HTTP/1.1\r\n{H}Transfer-Encoding: CHUNKED\r\n\r\n0\r\n\r\n", 200, "body=" },
        { $"POST / HTTP/1.1\r\n{H}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501, "" },
        { $"POST / HTTP/1.1\r\n{H}Transfer-Encoding: identity\r\n\r\n", 501, "" },
        { $"POST / HTTP/1.1\r\n{H}Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n", 400, "" },
        { $"POST / HTTP/1.1\r\n{H}Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, "" },
        { $"POST / HTTP/1.1\r\n{H}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 501, "" },
        { $"POST / HTTP/1.1\r\n{H}Expect: tea\r\n\r\n", 417, "" },

        // Handlers.
        { $"GET /throws HTTP/1.1\r\n{H}\r\n", 500, "" },
        { $"GET /nothing HTTP/1.1\r\n{H}\r\n", 304, "" },
    };

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Requests))]
    public async Task Request_OfEachKind_HasItsAnswer(string request, int status, string body)
    {
        await using RawServer server = RawServer.Start();

        string answer = await server.AskAsync(request);

        Assert.StartsWith($"HTTP/1.1 {status} ", answer);
        string content = answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        Assert.Contains(body, content);
        Assert.Matches(@"\r\nDate: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT\r\n", answer);
        if (status >= 400)
        {
            Assert.Contains("Content-Type: application/problem+json", answer);
            Assert.Contains("\r\nConnection: close\r\n", answer);
            Assert.Contains($"\"status\":{status},", content);
            Assert.EndsWith("}", content);
        }
    }

    private static string Chunked(string body) => $"POST / HTTP/1.1\r\n{H}Transfer-Encoding: chunked\r\n\r\n{body}";

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
