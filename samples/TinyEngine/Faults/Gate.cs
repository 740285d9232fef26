namespace TinyEngine.Faults;

/// <summary>Open or closed; whoever waits at a closed one goes on when it opens.</summary>
internal sealed class Gate
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _closed;

    public bool IsClosed
    {
        get
        {
            lock (_lock)
                return _closed is not null;
        }
    }

    public void Close()
    {
        lock (_lock)
            _closed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public void Open()
    {
        TaskCompletionSource? closed;
        lock (_lock)
            (closed, _closed) = (_closed, null);
        closed?.SetResult();
    }

    public Task WaitAsync(CancellationToken cancellation)
    {
        lock (_lock)
            return _closed?.Task.WaitAsync(cancellation) ?? Task.CompletedTask;
    }
}
