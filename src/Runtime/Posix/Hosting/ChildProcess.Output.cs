namespace Supervision.Posix;

/// <summary>The part that runs on the loop's thread: pipes, exit and the observer.</summary>
internal sealed partial class ChildProcess
{
    private readonly ExitWatch _exitWatch;
    private readonly StdinPipe? _stdin;
    private readonly OutputPipe? _stdout;
    private readonly OutputPipe? _stderr;
    private bool _attached;
    private bool _exitWaits;
    private volatile bool _discarded;

    public ValueTask<StdinWriteResult> WriteStdinAsync(ReadOnlyMemory<byte> data, CancellationToken ct = default) =>
        _stdin?.WriteAsync(data, ct) ?? new(StdinWriteResult.NotPiped);

    public void CloseStdin() => _stdin?.Close(now: false);

    /// <summary>Closes our pipes and lets go of the tree. The process is not signalled; its exit is still taken and reported.</summary>
    public void Dispose()
    {
        _forgotten = true;
        ChildRegistry.Forget(this);
        _stdin?.Close(now: true);
        Host.Loop.ClosePipes(this);
        Cgroup?.Remove();
    }

    internal void OnCommand(LoopCommandKind kind)
    {
        switch (kind)
        {
            case LoopCommandKind.Attach:
                OnAttach();
                break;
            case LoopCommandKind.Exited when _discarded:
                ClosePidFd();
                break;
            case LoopCommandKind.Exited when !_attached:
                _exitWaits = true;
                break;
            case LoopCommandKind.Exited:
                OnExited();
                break;
            case LoopCommandKind.WatchStdin:
                WatchStdin();
                break;
            case LoopCommandKind.ClosePipes:
                _stdin?.OnLoopClosed();
                _stdout?.Close();
                _stderr?.Close();
                // Its exit came before it was known to be discarded.
                if (_discarded && _exitWaits)
                    ClosePidFd();
                break;
            default:
                throw new InvalidOperationException("can't happen: unknown loop command");
        }
    }

    internal void Deliver(OutputStream stream, ReadOnlySpan<byte> data)
    {
        try
        {
            _observer.OnOutput(stream, data);
        }
        catch (Exception e)
        {
            // One observer's bug must not stop the thread that serves all children.
            Host.Loop.Fault(e);
        }
    }

    internal void DeliverClosed(OutputStream stream)
    {
        // A start that failed has no observer.
        if (_discarded)
            return;
        try
        {
            _observer.OnOutputClosed(stream);
        }
        catch (Exception e)
        {
            Host.Loop.Fault(e);
        }
    }

    private void OnAttach()
    {
        _attached = true;
        if (Host.Loop.IsClosed)
        {
            _stdin?.OnLoopClosed();
            _stdout?.Close();
            _stderr?.Close();
        }
        else
        {
            if (_pidfd >= 0 && !HasExited)
                _exitWatch.Attach(Host.Loop, _pidfd);
            _stdout?.Attach(Host.Loop);
            _stderr?.Attach(Host.Loop);
        }

        if (_exitWaits)
            OnExited();
    }

    private void WatchStdin()
    {
        if (Host.Loop.IsClosed)
            _stdin?.OnLoopClosed();
        else
            _stdin?.Watch();
    }

    private void OnExited()
    {
        if (!Host.Loop.IsClosed)
        {
            _stdout?.Drain();
            _stderr?.Drain();
        }

        ClosePidFd();
        try
        {
            _observer.OnExited(_status);
        }
        catch (Exception e)
        {
            Host.Loop.Fault(e);
        }

        _exited.TrySetResult(_status);
        OnTreeChanged();
    }

    private void ClosePidFd()
    {
        lock (_gate)
        {
            if (_pidfd < 0)
                return;
            if (!Host.Loop.IsClosed)
                _exitWatch.Detach(Host.Loop, _pidfd);
            _ = Interop.Close(_pidfd);
            _pidfd = -1;
        }
    }
}
