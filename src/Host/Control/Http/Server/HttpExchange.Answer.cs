using System.Globalization;
using System.Text;

namespace Supervision.Control.Http.Server;

/// <summary>The answer: all at once, or as a stream of pieces.</summary>
internal sealed partial class HttpExchange : IDisposable
{
    // Smaller bodies go with their head.
    private const int MostTogether = 16 * 1024;
    // Eight digits and CRLF, written when the length of the chunk is known.
    private const int ChunkHead = 10;
    // Of a stream: what the kernel takes for a reader that is behind is little, so that what it takes tells whether he reads at all.
    private const int StreamWindow = 64 * 1024;
    private static readonly byte[] _continue = "HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray();

    private readonly PooledBuffer _buffer = new();
    private readonly List<(string Name, string Value)> _headers = [];
    private bool _isContinued;
    private bool _isChunked;

    /// <summary>What the answer says, before it has started.</summary>
    public int Status { get; set; }

    /// <summary>Whether something of it may have been sent.</summary>
    public bool HasStarted { get; private set; }

    /// <summary>Whether it is sent in pieces.</summary>
    public bool IsStream { get; private set; }

    /// <summary>Whether the connection has another request after this one.</summary>
    public bool KeepsAlive { get; private set; }

    /// <summary>Where the next piece of a stream is put together.</summary>
    public PooledBuffer Piece => _buffer;

    /// <summary>Begins with what was read.</summary>
    public void Begin()
    {
        int query = Target.IndexOf('?', StringComparison.Ordinal);
        _pathEnd = query < 0 ? Target.Length : query;
        _headers.Clear();
        _buffer.Clear();
        (Status, HasStarted, IsStream, _isChunked, _isContinued) = (200, false, false, false, false);
        KeepsAlive = _head.KeepsAlive;
    }

    /// <summary>Sets a header field of the answer.</summary>
    /// <exception cref="ArgumentException">The value would break out of its line.</exception>
    public void SetHeader(string name, string value)
    {
        if (value.AsSpan().ContainsAnyInRange('\0', '\x1f'))
            throw new ArgumentException($"a value of {name} with control characters", nameof(value));
        for (int i = 0; i < _headers.Count; i++)
            if (_headers[i].Name == name)
            {
                _headers[i] = (name, value);
                return;
            }
        _headers.Add((name, value));
    }

    /// <summary>There is no request after this one.</summary>
    public void Close() => KeepsAlive = false;

    /// <summary>Sends the whole answer.</summary>
    /// <exception cref="OperationCanceledException">The client has left.</exception>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> body, string? media)
    {
        Start(media, body.Length);
        if (IsHead || Status == 304)
            body = default;
        if (body.Length <= MostTogether)
        {
            _buffer.Write(body.Span);
            body = default;
        }
        await _output.WriteAsync(_buffer.Written, _connection.Options.WritePatience).ConfigureAwait(false);
        _buffer.Clear();
        await _output.WriteAsync(body, _connection.Options.WritePatience).ConfigureAwait(false);
    }

    /// <summary>Begins a stream: what is put into <see cref="Piece"/> is sent by <see cref="FlushAsync"/>.</summary>
    /// <exception cref="OperationCanceledException">The client has left.</exception>
    public async ValueTask BeginStreamAsync(string media)
    {
        IsStream = true;
        _isChunked = !_head.IsOld;
        _connection.Socket.SendBufferSize = StreamWindow;
        if (!_isChunked)
            KeepsAlive = false;
        Start(media, null);
        await _output.WriteAsync(_buffer.Written, _connection.Options.WritePatience).ConfigureAwait(false);
        BeginPiece();
        _connection.BeginStream();
    }

    /// <summary>Sends what <see cref="Piece"/> has.</summary>
    /// <exception cref="OperationCanceledException">The client has left.</exception>
    public async ValueTask FlushAsync()
    {
        if (IsHead)
        {
            // Whoever only asks for the head gets no piece.
            BeginPiece();
            return;
        }
        if (_isChunked)
        {
            int length = _buffer.Length - ChunkHead;
            if (length == 0)
                return;
            length.TryFormat(_buffer.At(0, 8), out _, "x8", CultureInfo.InvariantCulture);
            "\r\n"u8.CopyTo(_buffer.At(8, 2));
            _buffer.Write("\r\n"u8);
        }
        await _output.WriteAsync(_buffer.Written, _connection.Options.StreamPatience).ConfigureAwait(false);
        BeginPiece();
    }

    /// <summary>Sends what the handler has left to send.</summary>
    /// <exception cref="OperationCanceledException">The client has left.</exception>
    public async ValueTask EndAsync()
    {
        if (!HasStarted)
            await SendAsync(default, null).ConfigureAwait(false);
        else if (IsStream && _isChunked && !IsHead)
            await _output.WriteAsync("0\r\n\r\n"u8.ToArray(), _connection.Options.WritePatience).ConfigureAwait(false);
        // An array that a large answer needed is not kept.
        _buffer.Dispose();
    }

    public void Dispose() => _buffer.Dispose();

    private void BeginPiece()
    {
        _buffer.Clear();
        if (_isChunked)
        {
            _buffer.GetSpan(ChunkHead);
            _buffer.Advance(ChunkHead);
        }
    }

    private void Start(string? media, long? length)
    {
        if (HasStarted)
            throw new InvalidOperationException("the answer has been sent");
        HasStarted = true;
        // What the client waits to be told to send, and what is much, is not read for the sake of the next request.
        KeepsAlive &= !_connection.IsStopping && (_body.IsAtEnd || (_body.IsNearEnd && (!_head.ExpectsContinue || _isContinued)));
        _buffer.Clear();
        Text("HTTP/1.1 ");
        Number(Status);
        Text(" ");
        Text(StatusLine.PhraseOf(Status));
        _buffer.Write("\r\n"u8);
        _buffer.Write(_connection.Clock.Date);
        if (media is not null)
            Field("Content-Type", media);
        if (length is { } known && Status != 304)
        {
            _buffer.Write("Content-Length: "u8);
            Number(known);
            _buffer.Write("\r\n"u8);
        }
        else if (_isChunked)
        {
            _buffer.Write("Transfer-Encoding: chunked\r\n"u8);
        }
        foreach (var (name, value) in _headers)
            Field(name, value);
        if (!KeepsAlive)
            _buffer.Write("Connection: close\r\n"u8);
        else if (_head.IsOld)
            _buffer.Write("Connection: keep-alive\r\n"u8);
        _buffer.Write("\r\n"u8);
    }

    private void Field(string name, string value)
    {
        Text(name);
        _buffer.Write(": "u8);
        Text(value);
        _buffer.Write("\r\n"u8);
    }

    private void Text(string text) => _buffer.Advance(Encoding.ASCII.GetBytes(text, _buffer.GetSpan(text.Length)));

    private void Number(long number)
    {
        const int MostDigits = 20;
        number.TryFormat(_buffer.GetSpan(MostDigits), out int written, default, CultureInfo.InvariantCulture);
        _buffer.Advance(written);
    }
}
