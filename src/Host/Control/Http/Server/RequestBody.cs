using System.Buffers.Text;

namespace Supervision.Control.Http.Server;

/// <summary>The body of a request, used for one after the other. What is wrong with it leaves the connection without a next request.</summary>
internal sealed class RequestBody(HttpInput input, HttpServerOptions options)
{
    private const int LongestChunkLine = 256;
    private const int MostTrailers = 8 * 1024;
    private const int Piece = 8 * 1024;

    private BodyKind _kind;
    private long _left;
    private long _taken;
    private long _begun;
    private bool _inChunks;

    /// <summary>Whether nothing of it is left to read.</summary>
    public bool IsAtEnd { get; private set; } = true;

    /// <summary>Whether so little is left that reading it is less than a new connection.</summary>
    public bool IsNearEnd => IsAtEnd || (_kind == BodyKind.Length && _left <= 64 * 1024);

    public void Begin(RequestHead head)
    {
        _kind = head.Body;
        _left = _kind == BodyKind.Length ? head.BodyLength : 0;
        _taken = 0;
        _begun = 0;
        _inChunks = false;
        IsAtEnd = _kind == BodyKind.None;
    }

    /// <summary>Whoever asks before he sends is told of a body that is too long without having to send it.</summary>
    /// <exception cref="ProblemException">It is announced to be too long.</exception>
    public void CheckLength()
    {
        if (_kind == BodyKind.Length && _left > options.LongestBody)
            throw TooLong();
    }

    /// <summary>Reads all of it.</summary>
    /// <exception cref="ProblemException">It is too long, too slow or malformed.</exception>
    /// <exception cref="EndOfStreamException">The client left in the middle of it.</exception>
    public async ValueTask<byte[]> ReadAllAsync()
    {
        CheckLength();
        // As much room as has come, not as was announced.
        using var body = new PooledBuffer();
        while (await ReadAsync(body.GetMemory(Piece)).ConfigureAwait(false) is > 0 and var read)
            body.Advance(read);
        return body.Written.ToArray();
    }

    /// <summary>Reads what is left, for the sake of the next request.</summary>
    public async ValueTask SkipAsync()
    {
        using var nowhere = new PooledBuffer();
        while (await ReadAsync(nowhere.GetMemory(Piece)).ConfigureAwait(false) > 0)
        {
        }
    }

    private async ValueTask<int> ReadAsync(Memory<byte> destination)
    {
        if (IsAtEnd)
            return 0;
        if (_begun == 0)
            _begun = options.Time.GetTimestamp();
        try
        {
            if (_kind == BodyKind.Chunked && _left == 0 && !await NextChunkAsync().ConfigureAwait(false))
            {
                Finish();
                return 0;
            }
            Arm();
            int read = await input.ReadAsync(destination[..(int)Math.Min(destination.Length, _left)]).ConfigureAwait(false);
            if (read == 0)
                throw new EndOfStreamException("the body ended too soon");
            _left -= read;
            _taken += read;
            if (_kind == BodyKind.Length && _left == 0)
                Finish();
            return read;
        }
        catch (OperationCanceledException) when (input.IsEnded)
        {
            throw new ProblemException(408, "Timed out", "the body comes too slowly");
        }
    }

    private void Finish()
    {
        IsAtEnd = true;
        input.Arm(Timeout.InfiniteTimeSpan);
    }

    // A second more for each so many bytes that have come.
    private void Arm()
    {
        TimeSpan left = options.BodyPatience + TimeSpan.FromSeconds((double)_taken / options.SlowestBody) - options.Time.GetElapsedTime(_begun);
        input.Arm(left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    private async ValueTask<bool> NextChunkAsync()
    {
        if (_inChunks)
        {
            await LineAsync(0).ConfigureAwait(false);
            input.Consume(2);
        }
        _inChunks = true;
        int length = await LineAsync(LongestChunkLine).ConfigureAwait(false);
        _left = SizeOf(input.Buffered[..length]);
        input.Consume(length + 2);
        if (_left > 0)
            return _taken + _left <= options.LongestBody ? true : throw TooLong();
        for (int skipped = 0; ;)
        {
            int trailer = await LineAsync(MostTrailers - skipped).ConfigureAwait(false);
            input.Consume(trailer + 2);
            if (trailer == 0)
                return false;
            skipped += trailer;
        }
    }

    // What stands behind a semicolon means nothing here.
    private static long SizeOf(ReadOnlySpan<byte> line)
    {
        int end = line.IndexOfAny((byte)';', (byte)' ', (byte)'\t');
        ReadOnlySpan<byte> digits = end < 0 ? line : line[..end];
        return digits.Length is > 0 and <= 8 && Utf8Parser.TryParse(digits, out uint size, out int used, 'x') && used == digits.Length
            && (end < 0 || line[end..].TrimStart(" \t"u8) is [] or [(byte)';', ..]) && !line.ContainsAnyInRange((byte)0xa, (byte)0x1f)
            ? size
            : throw ProblemException.BadRequest("a chunk begins with its size in hexadecimal digits");
    }

    /// <summary>Waits for a line; gives its length without its end.</summary>
    private async ValueTask<int> LineAsync(int longest)
    {
        while (true)
        {
            int end = input.Buffered.IndexOf((byte)'\n');
            if (end > 0 && input.Buffered[end - 1] == '\r' && end - 1 <= longest)
                return end - 1;
            if (end >= 0 || input.Buffered.Length > longest + 1)
                throw ProblemException.BadRequest("the chunks of the body are malformed");
            Arm();
            if (await input.FillAsync().ConfigureAwait(false) == 0)
                throw new EndOfStreamException("the body ended too soon");
        }
    }

    private ProblemException TooLong() => new(413, "Too large", $"a body has at most {options.LongestBody} bytes");
}
