using System.Net;
using System.Net.Sockets;

namespace Supervision.Control.Http.Server;

/// <summary>One request and its answer. A connection has one, for all of its requests: nothing of it is to be kept when the handler has ended.</summary>
internal sealed partial class HttpExchange
{
    private readonly HttpConnection _connection;
    private readonly RequestHead _head;
    private readonly RequestBody _body;
    private readonly HttpOutput _output;
    private int _pathEnd;

    public HttpExchange(HttpConnection connection, RequestHead head, RequestBody body, HttpOutput output)
    {
        _connection = connection;
        _head = head;
        _body = body;
        _output = output;
    }

    public string Method => _head.Method;

    /// <summary>Whether it is HTTP/1.0.</summary>
    public bool IsOld => _head.IsOld;

    public bool IsHead => _head.Method == "HEAD";

    /// <summary>Path and query as they were written.</summary>
    public string Target => _head.Target;

    /// <summary>The path as it was written: nothing is decoded.</summary>
    public string Path => _pathEnd == Target.Length ? Target : Target[.._pathEnd];

    /// <summary>Whom the request is for, with a port or without; empty where HTTP/1.0 does not say.</summary>
    public string Host => _head.Host;

    public string Scheme => _connection.IsEncrypted ? "https" : "http";

    /// <summary>Where the request comes from; null on a unix socket.</summary>
    public IPEndPoint? Remote => _connection.Remote;

    public Socket Socket => _connection.Socket;

    /// <summary>Cancelled when the client has left, and for a stream when the server stops.</summary>
    public CancellationToken Aborted => _connection.Gone;

    /// <summary>The value of a header field, of several with commas between them; empty where there is none.</summary>
    /// <param name="name">In any case.</param>
    public string Header(ReadOnlySpan<byte> name) => _head.Value(name);

    /// <summary>A value of the query, decoded; null where it is not there, or there more than once.</summary>
    public string? Query(string name) => _pathEnd == Target.Length ? null : QueryText.Value(Target.AsSpan(_pathEnd + 1), name);

    /// <summary>The names of all values of the query, decoded.</summary>
    public List<string> QueryNames() => _pathEnd == Target.Length ? [] : QueryText.Names(Target.AsSpan(_pathEnd + 1));

    /// <summary>The body; empty where it was read before.</summary>
    /// <exception cref="ProblemException">It is too long, too slow or malformed.</exception>
    /// <exception cref="OperationCanceledException">The client has left.</exception>
    public async ValueTask<byte[]> ReadBodyAsync()
    {
        if (_body.IsAtEnd)
            return [];
        try
        {
            if (_head.ExpectsContinue && !_isContinued)
            {
                _body.CheckLength();
                _isContinued = true;
                if (!HasStarted)
                    await _output.WriteAsync(_continue, _connection.Options.WritePatience).ConfigureAwait(false);
            }
            byte[] bytes = await _body.ReadAllAsync().ConfigureAwait(false);
            _connection.WatchClient();
            return bytes;
        }
        catch (ProblemException)
        {
            KeepsAlive = false;
            throw;
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            _connection.Left(true);
            throw new OperationCanceledException("the client has left", error, Aborted);
        }
    }
}
