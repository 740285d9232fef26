// Overview
// A head is taken apart line by line as its bytes come, so that what is wrong is refused at the line that is wrong and nothing is looked at twice however
// finely a client cuts it. Positions count from the head's first byte. When it is whole it is copied: the input goes on, and strings are made only of
// the fields that somebody asks for. What two readers of a message might understand differently (a line that ends in LF alone, a folded line, a space
// before a colon, two lengths) is refused: a proxy in front must not see other requests than this server does.
using System.Buffers;
using System.Text;

namespace Supervision.Control.Http.Server;

/// <summary>How long a body is, as its head says.</summary>
internal enum BodyKind
{
    None,
    Length,
    Chunked,
}

/// <summary>The head of a request, used for one after the other.</summary>
internal sealed partial class RequestHead(HttpServerOptions options) : IDisposable
{
    private static readonly SearchValues<byte> _token = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);
    private static readonly SearchValues<byte> _controls = SearchValues.Create([0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 127]);

    private byte[] _bytes = [];
    private Field[] _fields = new Field[16];
    private int _count;
    private int _line;
    private int _seen;
    private int _fieldsStart;
    private Range _target;
    private bool _closes;

    public string Method { get; private set; } = "";

    /// <summary>Whether the request is HTTP/1.0.</summary>
    public bool IsOld { get; private set; }

    /// <summary>Whether the client wants another request on the connection.</summary>
    public bool KeepsAlive { get; private set; }

    public bool ExpectsContinue { get; private set; }

    public BodyKind Body { get; private set; }

    public long BodyLength { get; private set; }

    /// <summary>Where the request goes to, as it was written: the path and the query.</summary>
    public string Target { get; private set; } = "";

    /// <summary>Whom the request is for, with a port or without; empty where HTTP/1.0 does not say.</summary>
    public string Host { get; private set; } = "";

    /// <summary>Forgets everything, for the next request.</summary>
    public void Reset()
    {
        _count = _line = _seen = _fieldsStart = 0;
        _closes = false;
        (Method, Target, Host) = ("", "", "");
        (Body, BodyLength, ExpectsContinue) = (BodyKind.None, 0, false);
    }

    /// <summary>Takes what there is of the head.</summary>
    /// <param name="bytes">From the head's first byte on; each time what it was before, and more.</param>
    /// <param name="length">Where the head ends, once it is whole.</param>
    /// <returns>Whether it is whole.</returns>
    /// <exception cref="ProblemException">It is none, or too large.</exception>
    public bool Advance(ReadOnlySpan<byte> bytes, out int length)
    {
        length = 0;
        if (_line == 0 && bytes.Length > 0 && bytes[0] != '\r' && !_token.Contains(bytes[0]))
            throw ProblemException.BadRequest("that is no request of HTTP/1.1");
        while (bytes[_seen..].IndexOf((byte)'\n') is >= 0 and var next)
        {
            int end = _seen + next;
            CheckLength(end);
            if (end == _line || bytes[end - 1] != '\r')
                throw ProblemException.BadRequest("a line ends in CR and LF");
            var line = new Range(_line, end - 1);
            _line = _seen = end + 1;
            if (!Take(bytes, line))
                continue;
            length = end + 1;
            Keep(bytes[..length]);
            Conclude();
            return true;
        }
        _seen = bytes.Length;
        CheckLength(_seen);
        return false;
    }

    /// <summary>The value of a field, of several with commas between them; empty where there is none.</summary>
    public string Value(ReadOnlySpan<byte> name)
    {
        string value = "";
        int found = 0;
        for (int i = 0; i < _count; i++)
            if (IsNamed(i, name))
                value = found++ == 0 ? Encoding.UTF8.GetString(ValueOf(i)) : $"{value},{Encoding.UTF8.GetString(ValueOf(i))}";
        return value;
    }

    public void Dispose()
    {
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _count = 0;
    }

    private void CheckLength(int end)
    {
        if (_fieldsStart == 0)
        {
            if (end - _line > options.LongestLine + 1)
                throw new ProblemException(414, "Too long", "the request line is too long");
        }
        else if (end - _fieldsStart > options.LongestHead)
        {
            throw new ProblemException(431, "Too large", "the header fields are too large");
        }
    }

    // Whether the head ends with this line.
    private bool Take(ReadOnlySpan<byte> bytes, Range line)
    {
        ReadOnlySpan<byte> text = bytes[line];
        if (_fieldsStart == 0)
        {
            if (text.IsEmpty)
            {
                // Some clients end the body before with an empty line more; not without an end.
                if (_line > 8)
                    throw ProblemException.BadRequest("there is no request line");
                return false;
            }
            TakeRequestLine(text, line.Start.Value);
            _fieldsStart = _line;
            return false;
        }
        if (text.IsEmpty)
            return true;
        if (_count == options.MostFields)
            throw new ProblemException(431, "Too large", "there are too many header fields");
        int colon = text.IndexOf((byte)':');
        if (colon <= 0 || text[..colon].ContainsAnyExcept(_token))
            throw ProblemException.BadRequest("a header field is a name, a colon and a value on one line");
        ReadOnlySpan<byte> value = text[(colon + 1)..];
        if (value.ContainsAny(_controls))
            throw ProblemException.BadRequest("a header field has a character that is none");
        int skipped = value.IndexOfAnyExcept((byte)' ', (byte)'\t');
        value = skipped < 0 ? [] : value[skipped..(value.LastIndexOfAnyExcept((byte)' ', (byte)'\t') + 1)];
        if (_count == _fields.Length)
            Array.Resize(ref _fields, Math.Min(_count * 2, options.MostFields));
        int start = line.Start.Value;
        _fields[_count++] = new Field(start, colon, start + colon + 1 + Math.Max(skipped, 0), value.Length);
        return false;
    }

    private void TakeRequestLine(ReadOnlySpan<byte> line, int start)
    {
        int first = line.IndexOf((byte)' ');
        int last = line.LastIndexOf((byte)' ');
        if (first <= 0 || last == first || line[..first].ContainsAnyExcept(_token))
            throw ProblemException.BadRequest("a request line is a method, a target and a version");
        ReadOnlySpan<byte> version = line[(last + 1)..];
        IsOld = version.SequenceEqual("HTTP/1.0"u8);
        if (!IsOld && !version.SequenceEqual("HTTP/1.1"u8))
            throw version is [(byte)'H', (byte)'T', (byte)'T', (byte)'P', (byte)'/', >= (byte)'0' and <= (byte)'9', (byte)'.', >= (byte)'0' and <= (byte)'9']
                ? new ProblemException(505, "Version not supported", "HTTP/1.1 and HTTP/1.0 are spoken here")
                : ProblemException.BadRequest("a request line ends in HTTP/1.1");
        ReadOnlySpan<byte> target = line[(first + 1)..last];
        if (target.IsEmpty || target.IndexOfAnyExceptInRange((byte)0x21, (byte)0x7e) >= 0 || target.Contains((byte)'#'))
            throw ProblemException.BadRequest("a target has printable characters of ASCII only, others percent-encoded");
        Method = MethodOf(line[..first]);
        _target = new Range(start + first + 1, start + last);
    }

    private static string MethodOf(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("GET"u8) ? "GET"
        : name.SequenceEqual("HEAD"u8) ? "HEAD"
        : name.SequenceEqual("PUT"u8) ? "PUT"
        : name.SequenceEqual("POST"u8) ? "POST"
        : Encoding.ASCII.GetString(name);

    private void Keep(ReadOnlySpan<byte> head)
    {
        if (_bytes.Length < head.Length)
        {
            int count = _count;
            Dispose();
            (_bytes, _count) = (ArrayPool<byte>.Shared.Rent(head.Length), count);
        }
        head.CopyTo(_bytes);
    }

    private bool IsNamed(int field, ReadOnlySpan<byte> name) =>
        _fields[field].NameLength == name.Length && Ascii.EqualsIgnoreCase(_bytes.AsSpan(_fields[field].Name, name.Length), name);

    private ReadOnlySpan<byte> ValueOf(int field) => _bytes.AsSpan(_fields[field].Value, _fields[field].ValueLength);

    private readonly record struct Field(int Name, int NameLength, int Value, int ValueLength);
}
