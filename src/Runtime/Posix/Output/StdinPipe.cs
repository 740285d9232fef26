namespace Supervision.Posix;

// Overview
//   Writers may come from any thread; each write must be whole and in turn. A write first tries the pipe directly: usually there is
//   room, and nothing is queued or allocated. What does not fit waits in a queue (the caller's memory, not a copy: the caller awaits),
//   and the loop writes on when epoll says there is room or no reader. One lock orders writers, the loop and close.

/// <summary>Our end of a child's standard input.</summary>
internal sealed unsafe class StdinPipe(ChildProcess child, int fd) : IWatch
{
    private readonly Lock _gate = new();
    private readonly Queue<StdinWrite> _waiting = new();
    private int _fd = fd;
    private ulong _token;
    private bool _closing;

    internal ValueTask<StdinWriteResult> WriteAsync(ReadOnlyMemory<byte> data, CancellationToken ct)
    {
        if (ct.IsCancellationRequested)
            return ValueTask.FromCanceled<StdinWriteResult>(ct);
        StdinWrite write;
        lock (_gate)
        {
            if (_closing || _fd < 0)
                return new(StdinWriteResult.Closed);
            var result = _waiting.Count == 0 ? TryWrite_NeedsLock(ref data) : null;
            if (result is { } done)
                return new(done);
            write = new StdinWrite(data);
            _waiting.Enqueue(write);
        }

        write.Registration = ct.UnsafeRegister(static (state, token) => ((StdinWrite)state!).Cancel(token), write);
        child.Host.Loop.WatchStdin(child);
        return new(write.Task);
    }

    /// <summary>Closes after the writes that wait; with <paramref name="now"/> those are given up.</summary>
    internal void Close(bool now)
    {
        lock (_gate)
        {
            _closing = true;
            if (!now && _waiting.Count > 0)
                return;
            // A watched descriptor is closed by the loop, which has to take it out of epoll first.
            if (_token == 0)
                Close_NeedsLock(StdinWriteResult.Closed);
            else if (now)
                child.Host.Loop.ClosePipes(child);
        }
    }

    /// <summary>Our descriptor, for another image of this program; null where it is closed.</summary>
    internal int? HandOver()
    {
        lock (_gate)
            return _fd >= 0 && !_closing ? _fd : null;
    }

    /// <summary>Whether something waits to be written.</summary>
    internal bool IsBusy
    {
        get
        {
            lock (_gate)
                return _waiting.Count > 0;
        }
    }

    /// <summary>Loop thread only.</summary>
    internal void Watch()
    {
        lock (_gate)
        {
            if (_fd >= 0 && _token == 0 && _waiting.Count > 0)
                _token = child.Host.Loop.Add(this, _fd, Interop.EPOLLOUT);
        }
    }

    public void OnReady(uint events)
    {
        lock (_gate)
        {
            while (_waiting.TryPeek(out var write))
            {
                StdinWriteResult? result = write.IsCancelled ? StdinWriteResult.Closed : TryWrite_NeedsLock(ref write.Data);
                if (result is null)
                    return;
                _waiting.Dequeue();
                write.Complete(result.Value);
            }

            Unwatch_NeedsLock();
            if (_closing)
                Close_NeedsLock(StdinWriteResult.Closed);
        }
    }

    /// <summary>Loop thread only: closes at once.</summary>
    public void OnLoopClosed()
    {
        lock (_gate)
        {
            _closing = true;
            Unwatch_NeedsLock();
            Close_NeedsLock(StdinWriteResult.Closed);
        }
    }

    /// <summary>Null: no room now.</summary>
    private StdinWriteResult? TryWrite_NeedsLock(ref ReadOnlyMemory<byte> data)
    {
        while (!data.IsEmpty)
        {
            nint count;
            fixed (byte* bytes = data.Span)
                count = Interop.Write(_fd, bytes, (nuint)data.Length);
            if (count >= 0)
                data = data[(int)count..];
            else if (Interop.LastError == Interop.EAGAIN)
                return null;
            else if (Interop.LastError != Interop.EINTR)
                return StdinWriteResult.BrokenPipe;
        }

        return StdinWriteResult.Written;
    }

    private void Unwatch_NeedsLock()
    {
        if (_token != 0)
            child.Host.Loop.Remove(_token, _fd);
        _token = 0;
    }

    private void Close_NeedsLock(StdinWriteResult result)
    {
        foreach (var write in _waiting)
            write.Complete(result);
        _waiting.Clear();
        if (_fd >= 0)
            _ = Interop.Close(_fd);
        _fd = -1;
    }
}
