using System.Buffers.Text;
using System.Text;

namespace Supervision.Control.Http.Server;

/// <summary>What the fields of a whole head mean together.</summary>
internal sealed partial class RequestHead
{
    private void Conclude()
    {
        int hosts = 0;
        int lengths = 0;
        int codings = 0;
        KeepsAlive = !IsOld;
        for (int i = 0; i < _count; i++)
        {
            ReadOnlySpan<byte> value = ValueOf(i);
            if (IsNamed(i, "Host"u8))
                Host = TakeHost(value, ++hosts);
            else if (IsNamed(i, "Content-Length"u8))
                BodyLength = TakeLength(value, ++lengths);
            else if (IsNamed(i, "Transfer-Encoding"u8))
                TakeCoding(value, ++codings);
            else if (IsNamed(i, "Connection"u8))
                TakeConnection(value);
            else if (IsNamed(i, "Expect"u8))
                TakeExpect(value);
        }
        if (codings > 0 && (lengths > 0 || IsOld))
            throw ProblemException.BadRequest("a body has a Content-Length or, from HTTP/1.1 on, a Transfer-Encoding");
        if (hosts == 0 && !IsOld)
            throw ProblemException.BadRequest("a request has a Host");
        Body = codings > 0 ? BodyKind.Chunked : BodyLength > 0 ? BodyKind.Length : BodyKind.None;
        ExpectsContinue &= Body != BodyKind.None && !IsOld;
        TakeTarget(_bytes.AsSpan()[_target]);
    }

    private static string TakeHost(ReadOnlySpan<byte> value, int count)
    {
        if (count > 1 || value.ContainsAny(" \t,/@?#"u8) || value.IndexOfAnyExceptInRange((byte)0x21, (byte)0x7e) >= 0)
            throw ProblemException.BadRequest("a request has one Host, a name and a port");
        return Encoding.ASCII.GetString(value);
    }

    // Even two that say the same: whoever sends them is not to be trusted with the rest.
    private static long TakeLength(ReadOnlySpan<byte> value, int count) =>
        count == 1 && value.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 && Utf8Parser.TryParse(value, out long length, out int used) && used == value.Length
            ? length
            : throw ProblemException.BadRequest("a request has one Content-Length, a number");

    private static void TakeCoding(ReadOnlySpan<byte> value, int count)
    {
        if (count == 1 && Ascii.EqualsIgnoreCase(value, "chunked"u8))
            return;
        // Where chunked is not the last, or there twice, nobody knows where the body ends.
        bool isBroken = count > 1;
        bool isChunked = false;
        while (NextOption(ref value, out ReadOnlySpan<byte> coding))
        {
            isBroken |= isChunked;
            isChunked |= Ascii.EqualsIgnoreCase(coding, "chunked"u8);
        }
        throw isBroken
            ? ProblemException.BadRequest("a body is chunked once and last")
            : new ProblemException(501, "Not implemented", "no transfer coding but chunked is known");
    }

    private void TakeConnection(ReadOnlySpan<byte> value)
    {
        while (NextOption(ref value, out ReadOnlySpan<byte> option))
        {
            _closes |= Ascii.EqualsIgnoreCase(option, "close"u8);
            KeepsAlive |= Ascii.EqualsIgnoreCase(option, "keep-alive"u8);
        }
        KeepsAlive &= !_closes;
    }

    private void TakeExpect(ReadOnlySpan<byte> value) => ExpectsContinue = Ascii.EqualsIgnoreCase(value, "100-continue"u8)
        ? true
        : throw new ProblemException(417, "Expectation failed", "nothing but 100-continue can be expected");

    // What a proxy is asked names the host itself, and that counts.
    private void TakeTarget(ReadOnlySpan<byte> target)
    {
        int scheme = Ascii.EqualsIgnoreCase(target[..Math.Min(7, target.Length)], "http://"u8) ? 7
            : Ascii.EqualsIgnoreCase(target[..Math.Min(8, target.Length)], "https://"u8) ? 8
            : 0;
        if (scheme > 0)
        {
            ReadOnlySpan<byte> rest = target[scheme..];
            int end = rest.IndexOfAny((byte)'/', (byte)'?');
            Host = TakeHost(end < 0 ? rest : rest[..end], 1);
            target = end < 0 ? [] : rest[end..];
            Target = target.IsEmpty ? "/" : target[0] == '?' ? "/" + Encoding.ASCII.GetString(target) : Encoding.ASCII.GetString(target);
        }
        else
        {
            if (target[0] != '/' && !(Method == "OPTIONS" && target is [(byte)'*']))
                throw ProblemException.BadRequest("a target is a path");
            Target = Encoding.ASCII.GetString(target);
        }
        int query = Target.IndexOf('?', StringComparison.Ordinal);
        if ((query < 0 ? Target : Target.AsSpan(0, query)).Contains("%00", StringComparison.Ordinal))
            throw ProblemException.BadRequest("a path has no NUL");
    }

    private static bool NextOption(ref ReadOnlySpan<byte> list, out ReadOnlySpan<byte> option)
    {
        option = [];
        if (list.IsEmpty)
            return false;
        int comma = list.IndexOf((byte)',');
        option = (comma < 0 ? list : list[..comma]).Trim(" \t"u8);
        list = comma < 0 ? [] : list[(comma + 1)..];
        return true;
    }
}
