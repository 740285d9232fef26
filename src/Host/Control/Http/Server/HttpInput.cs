// Overview
// One array of the pool holds what was read and not yet used. While a request is answered, one read may be under way ahead of the next request: that is how
// the end of a connection is noticed before anybody writes to it. A read is never given up to be begun anew, since TLS does not survive that; it is
// adopted by whoever needs the next bytes. So all reads have one token, which ends the connection, and whose deadline is moved.
using System.Buffers;
using System.Runtime.CompilerServices;

namespace Supervision.Control.Http.Server;

/// <summary>What a connection receives, for one reader at a time.</summary>
/// <param name="stream">The connection.</param>
/// <param name="time">Measures deadlines.</param>
internal sealed class HttpInput(Stream stream, TimeProvider time) : IDisposable
{
    private const int Least = 4096;

    private CancellationTokenSource _reading = new(Timeout.InfiniteTimeSpan, time);
    private byte[] _buffer = [];
    private int _start;
    private int _end;
    private Task<int>? _ahead;

    /// <summary>What was read and not used.</summary>
    public ReadOnlySpan<byte> Buffered => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Whether reading has been ended by a deadline or by <see cref="End"/>.</summary>
    public bool IsEnded => _reading.IsCancellationRequested;

    /// <summary>Ends whatever is read when the time is over.</summary>
    /// <param name="patience">The time from now; <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    public void Arm(TimeSpan patience) => _reading.CancelAfter(patience);

    /// <summary>Lets the rest be read for a while, also after a deadline has ended reading.</summary>
    public void Renew(TimeSpan patience)
    {
        CancellationTokenSource old = _reading;
        _reading = new CancellationTokenSource(patience, time);
        if (_ahead is null)
            old.Dispose();
        else
            old.CancelAfter(patience);
    }

    /// <summary>Ends reading now.</summary>
    public void End() => _reading.Cancel();

    /// <summary>Marks bytes as used.</summary>
    public void Consume(int count)
    {
        _start += count;
        if (_start == _end && _ahead is null)
            _start = _end = 0;
    }

    /// <summary>Reads more behind what there is.</summary>
    /// <returns>How many bytes; 0 at the end.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))] // It waits once for each request.
    public async ValueTask<int> FillAsync()
    {
        int read;
        if (_ahead is { } ahead)
        {
            read = await ahead.ConfigureAwait(false);
            _ahead = null;
            _reading.Token.ThrowIfCancellationRequested();
        }
        else
        {
            MakeRoom();
            read = await stream.ReadAsync(_buffer.AsMemory(_end), _reading.Token).ConfigureAwait(false);
        }
        _end += read;
        return read;
    }

    /// <summary>Gives what was read before, or else reads.</summary>
    /// <returns>How many bytes; 0 at the end.</returns>
    public async ValueTask<int> ReadAsync(Memory<byte> destination)
    {
        if (_start == _end && _ahead is null)
            return await stream.ReadAsync(destination, _reading.Token).ConfigureAwait(false);
        if (_start == _end && await FillAsync().ConfigureAwait(false) == 0)
            return 0;
        int count = Math.Min(destination.Length, _end - _start);
        _buffer.AsSpan(_start, count).CopyTo(destination.Span);
        Consume(count);
        return count;
    }

    /// <summary>Begins a read that finds out when the client has left.</summary>
    /// <param name="left">What to do then; whether the connection is broken and not only closed by the client.</param>
    public void ReadAhead(Action<bool> left)
    {
        if (_ahead is not null)
            return;
        if (_end == _buffer.Length && _start == 0 && _end > 0)
            return; // Full of requests that wait: then writing finds it out.
        MakeRoom();
        _ahead = ReadAheadAsync(left);
    }

    /// <summary>Gives the array back, after the stream was disposed.</summary>
    public void Dispose()
    {
        if (_ahead is null or { IsCompleted: true })
            Return();
        else
            _ = ReturnAfterAsync(_ahead);
        _reading.Dispose();
    }

    // Never faults: nobody may be waiting for it.
    private async Task<int> ReadAheadAsync(Action<bool> left)
    {
        try
        {
            int read = await stream.ReadAsync(_buffer.AsMemory(_end), _reading.Token).ConfigureAwait(false);
            if (read == 0)
                left(false);
            return read;
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            left(true);
            return 0;
        }
    }

    private async Task ReturnAfterAsync(Task<int> ahead)
    {
        await ahead.ConfigureAwait(false);
        Return();
    }

    private void Return()
    {
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _start = _end = 0;
    }

    private void MakeRoom()
    {
        if (_end < _buffer.Length)
            return;
        int length = _end - _start;
        if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, length);
        }
        else
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(Least, _buffer.Length * 2));
            _buffer.AsSpan(0, length).CopyTo(larger);
            Return();
            _buffer = larger;
        }
        (_start, _end) = (0, length);
    }
}
