using System.Net;
using System.Net.Sockets;
using System.Text;
using Supervision.Control.Health;

namespace Supervision.Entrypoint.Health;

/// <summary><c>supervision probe</c>: asks a daemon's health listener.</summary>
internal static class ProbeClient
{
    public const string AddressVariable = "SUPERVISION_HEALTH_LISTEN";

    private const int LongestAnswer = 1024 * 1024;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    /// <summary>Asks.</summary>
    /// <param name="question">What.</param>
    /// <param name="address">HOST:PORT of the listener; the address for all interfaces stands for this machine.</param>
    /// <returns>The answer, where a failure to get one is a bad one.</returns>
    public static async Task<HealthAnswer> AskAsync(HealthQuestion question, string address)
    {
        if (!TryParse(address, out string host, out int port))
            return new HealthAnswer(false, $"'{address}' is no HOST:PORT\n");
        using var deadline = new CancellationTokenSource(_patience);
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(host, port, deadline.Token);
            string path = question switch
            {
                HealthQuestion.Live => "/livez",
                HealthQuestion.Ready => "/readyz",
                _ => "/startupz",
            };
            await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"), deadline.Token);
            return Read(await ReceiveAsync(socket, deadline.Token));
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            string why = error is SocketException ? error.Message : $"no answer within {_patience.TotalSeconds:0} s";
            return new HealthAnswer(false, $"nobody answers at {address}: {why}\n");
        }
    }

    private static async Task<string> ReceiveAsync(Socket socket, CancellationToken cancellation)
    {
        var text = new MemoryStream();
        byte[] buffer = new byte[4096];
        while (text.Length < LongestAnswer && await socket.ReceiveAsync(buffer, cancellation) is > 0 and var read)
            text.Write(buffer, 0, read);
        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private static HealthAnswer Read(string answer)
    {
        int body = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return body < 0
            ? new HealthAnswer(false, "the answer is no HTTP\n")
            : new HealthAnswer(answer.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal), answer[(body + 4)..]);
    }

    private static bool TryParse(string address, out string host, out int port)
    {
        int colon = address.LastIndexOf(':');
        host = colon > 0 ? address[..colon].Trim('[', ']') : "";
        port = 0;
        if (colon <= 0 || !int.TryParse(address.AsSpan(colon + 1), out port) || port is < 1 or > 65535)
            return false;
        if (IPAddress.TryParse(host, out IPAddress? literal))
            host = literal.Equals(IPAddress.Any) ? "127.0.0.1" : literal.Equals(IPAddress.IPv6Any) ? "::1" : host;
        return true;
    }
}
