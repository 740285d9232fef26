namespace Supervision.Actors.Logs;

/// <summary>
/// One reader of a stream that goes on (<see cref="EngineStreamLog.Follow"/>). What it does not read in time is lost for it alone, oldest first.
/// For one reader at a time.
/// </summary>
public sealed class LogFollower : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Queue<ReadOnlyMemory<byte>> _chunks = new();
    private readonly int _capacity;
    private readonly Action<LogFollower> _leave;
    private TaskCompletionSource? _some;
    private int _waiting;
    private bool _ended;

    internal LogFollower(int capacity, Action<LogFollower> leave)
    {
        _capacity = capacity;
        _leave = leave;
    }

    /// <summary>Bytes that were lost because they were not read in time.</summary>
    public long Lost { get; private set; }

    /// <summary>Waits for the next bytes.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The bytes as they were written, cut anywhere; empty when the tree has ended or the follower was disposed.</returns>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellation = default)
    {
        while (true)
        {
            Task some;
            lock (_gate)
            {
                if (_chunks.TryDequeue(out var chunk))
                {
                    _waiting -= chunk.Length;
                    return chunk;
                }

                if (_ended)
                    return default;
                _some ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                some = _some.Task;
            }

            await some.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>The chunk is shared with other followers and never changed.</summary>
    internal void Add(ReadOnlyMemory<byte> chunk)
    {
        lock (_gate)
        {
            if (_ended)
                return;
            _chunks.Enqueue(chunk);
            _waiting += chunk.Length;
            while (_waiting > _capacity && _chunks.TryDequeue(out var oldest))
            {
                _waiting -= oldest.Length;
                Lost += oldest.Length;
            }

            Wake_NeedsLock();
        }
    }

    internal void End()
    {
        lock (_gate)
        {
            _ended = true;
            Wake_NeedsLock();
        }
    }

    /// <summary>Ends it.</summary>
    public void Dispose()
    {
        _leave(this);
        End();
    }

    private void Wake_NeedsLock()
    {
        _some?.TrySetResult();
        _some = null;
    }
}
