namespace Supervision.Control.Http.Server;

/// <summary>What a connection sends. Who does not take it within its time has left.</summary>
/// <param name="stream">The connection.</param>
/// <param name="time">Measures that time.</param>
/// <param name="gone">Ends whatever is done for the client.</param>
internal sealed class HttpOutput(Stream stream, TimeProvider time, CancellationTokenSource gone) : IDisposable
{
    private const int Piece = 64 * 1024;
    private readonly CancellationTokenSource _stalled = new(Timeout.InfiniteTimeSpan, time);

    /// <summary>Sends bytes.</summary>
    /// <param name="bytes">Not to be changed until it has ended.</param>
    /// <param name="patience">For each piece of 64 KiB.</param>
    /// <exception cref="OperationCanceledException">The client has left, and the token says so.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, TimeSpan patience)
    {
        try
        {
            for (; bytes.Length > 0; bytes = bytes[Math.Min(Piece, bytes.Length)..])
            {
                _stalled.CancelAfter(patience);
                await stream.WriteAsync(bytes[..Math.Min(Piece, bytes.Length)], _stalled.Token).ConfigureAwait(false);
            }
            _stalled.CancelAfter(Timeout.InfiniteTimeSpan);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            await gone.CancelAsync().ConfigureAwait(false);
            throw new OperationCanceledException("the client has left", error, gone.Token);
        }
    }

    public void Dispose() => _stalled.Dispose();
}
