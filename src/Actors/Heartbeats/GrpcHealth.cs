using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Heartbeats;

/// <summary>
/// One call of <c>grpc.health.v1.Health/Check</c>: two messages of one field each, so that no library is worth its weight.
/// </summary>
internal static class GrpcHealth
{
    private const int Prefix = 5;

    /// <summary>The call.</summary>
    public static HttpRequestMessage Request(ProbeCheck.Grpc check)
    {
        var content = new ByteArrayContent(Frame(check.Service));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        var request = new HttpRequestMessage(HttpMethod.Post, new UriBuilder("http", check.Host, check.Port, "/grpc.health.v1.Health/Check").Uri)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        return request;
    }

    /// <summary>What the answer says.</summary>
    /// <param name="response">The answer, read to its end.</param>
    /// <param name="body">Its body.</param>
    /// <param name="serving">Whether it is SERVING.</param>
    public static string Read(HttpResponseMessage response, ReadOnlySpan<byte> body, out bool serving)
    {
        serving = false;
        if (response.StatusCode != HttpStatusCode.OK)
            return string.Create(CultureInfo.InvariantCulture, $"status {(int)response.StatusCode}");
        // An answer without a message has its status among the headers.
        var status = Header(response.TrailingHeaders, "grpc-status") ?? Header(response.Headers, "grpc-status");
        if (status is not "0")
        {
            var message = Header(response.TrailingHeaders, "grpc-message") ?? Header(response.Headers, "grpc-message");
            return $"grpc-status {status switch { "5" => "5 (no such service)", "12" => "12 (health checking is not implemented)", null => "missing", _ => status }}"
                + (message is null ? "" : $": {Uri.UnescapeDataString(message)}");
        }

        if (body.Length < Prefix || body[0] != 0 || BinaryPrimitives.ReadUInt32BigEndian(body[1..]) != body.Length - Prefix
            || !TryStatus(body[Prefix..], out var health))
        {
            return "the answer is not one of the health checking protocol";
        }

        serving = health == 1;
        return health switch { 0 => "UNKNOWN", 1 => "SERVING", 2 => "NOT_SERVING", 3 => "SERVICE_UNKNOWN", _ => string.Create(CultureInfo.InvariantCulture, $"status {health}") };
    }

    // Not compressed, length, message: field 1, a text.
    private static byte[] Frame(string service)
    {
        var name = Encoding.UTF8.GetBytes(service);
        var message = new List<byte>();
        if (name.Length > 0)
        {
            message.Add(0x0A);
            for (var rest = (uint)name.Length; ; rest >>= 7)
            {
                message.Add((byte)(rest < 0x80 ? rest : (rest & 0x7F) | 0x80));
                if (rest < 0x80)
                    break;
            }

            message.AddRange(name);
        }

        var frame = new byte[Prefix + message.Count];
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)message.Count);
        message.CopyTo(frame, Prefix);
        return frame;
    }

    // Field 1, a number; what a newer protocol adds behind it is passed over.
    private static bool TryStatus(ReadOnlySpan<byte> message, out ulong status)
    {
        status = 0;
        while (!message.IsEmpty)
        {
            if (!TryNumber(ref message, out var tag))
                return false;
            switch (tag & 7)
            {
                case 0 when TryNumber(ref message, out var number):
                    status = tag >> 3 == 1 ? number : status;
                    break;
                case 2 when TryNumber(ref message, out var length) && length <= (ulong)message.Length:
                    message = message[(int)length..];
                    break;
                case 1 when message.Length >= 8:
                    message = message[8..];
                    break;
                case 5 when message.Length >= 4:
                    message = message[4..];
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    private static bool TryNumber(ref ReadOnlySpan<byte> message, out ulong number)
    {
        number = 0;
        for (var i = 0; i < 10 && i < message.Length; i++)
        {
            number |= (ulong)(message[i] & 0x7F) << (7 * i);
            if (message[i] < 0x80)
            {
                message = message[(i + 1)..];
                return true;
            }
        }

        return false;
    }

    private static string? Header(HttpResponseHeaders headers, string name) => headers.TryGetValues(name, out var values) ? values.First() : null;
}
