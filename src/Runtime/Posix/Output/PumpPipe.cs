namespace Supervision.Posix;

// Overview
//   The pipe of a pumped stream is touched by the loop's thread (attach, drain, close), by one pump thread at a time (a turn), and by
//   the watchdog (throwing away while a turn hangs). One lock guards the descriptor's life: whoever wants to close during a turn leaves
//   that to the turn's end. The end is told to the child on the loop's thread, where all its news come from.

/// <summary>Our end of an output pipe that a pump empties.</summary>
internal sealed unsafe class PumpPipe(ChildProcess child, OutputStream stream, int fd, IOutputPump pump) : IOutputPipe
{
    private readonly Lock _gate = new();
    private int _fd = fd;
    private PumpLoop? _loop;
    private ulong _token;
    private bool _inTurn;
    private bool _closeWanted;
    private bool _drainWanted;

    public void Attach(IoLoop loop)
    {
        // More room means fewer turns; where the system refuses, the pipe stays as it is.
        _ = Interop.Fcntl(_fd, Interop.F_SETPIPE_SZ, PipeSource.MoveSize);
        lock (_gate)
        {
            _loop = child.Host.Pumps;
            _token = _loop.Add(this, _fd);
        }

        if (_token == 0)
            Close();
    }

    public bool Drain()
    {
        lock (_gate)
        {
            if (_fd < 0 || (!_inTurn && PipeSource.AvailableIn(_fd) == 0))
                return true;
            _drainWanted = true;
            return false;
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            if (_fd < 0)
                return;
            _closeWanted = true;
            if (_inTurn)
                return;
            Close_NeedsLock();
        }

        // The pump may write its last line, and wait for that: not on this thread.
        ThreadPool.UnsafeQueueUserWorkItem(static pipe => pipe.End(), this, preferLocal: false);
    }

    private void End()
    {
        try
        {
            pump.OnEnd();
        }
        catch (Exception e)
        {
            child.Host.Loop.Fault(e);
        }

        TellEnd();
    }

    /// <summary>Our descriptor, for another image of this program; null where the stream has ended.</summary>
    public int? HandOver()
    {
        lock (_gate)
            return _fd >= 0 && !_closeWanted ? _fd : null;
    }

    /// <summary>After a rest of the pumps: what came meanwhile brings a turn.</summary>
    internal void Rearm()
    {
        lock (_gate)
        {
            if (_fd >= 0 && !_inTurn && _token != 0)
                _loop!.Rearm(_token, _fd);
        }
    }

    /// <summary>On a pump thread, after the pipe was reported readable, which disarmed it.</summary>
    internal void Turn(PipeSource source)
    {
        lock (_gate)
        {
            if (_fd < 0)
                return;
            _inTurn = true;
        }

        var ended = true;
        try
        {
            source.Begin(_fd);
            pump.OnReadable(source);
            ended = source.Ended;
        }
        catch (Exception e)
        {
            // The pump's bug must neither hold the child nor break its pipe: what it could not move is lost.
            child.Host.Loop.Fault(e);
            _ = source.Discard();
            ended = source.Ended;
        }

        bool tellDrained;
        lock (_gate)
        {
            _inTurn = false;
            ended |= _closeWanted;
            if (ended)
                Close_NeedsLock();
            tellDrained = !ended && _drainWanted && PipeSource.AvailableIn(_fd) == 0;
            _drainWanted &= !tellDrained;
            if (!ended)
                _loop!.Rearm(_token, _fd);
        }

        if (ended)
            End();
        else if (tellDrained)
            child.Host.Loop.Drained(child);
    }

    /// <summary>On the watchdog's thread, while a turn hangs: the child must get on.</summary>
    internal void ThrowAway(byte* buffer, int size, long most)
    {
        long thrown = 0;
        lock (_gate)
        {
            while (_inTurn && _fd >= 0 && thrown < most && Interop.Read(_fd, buffer, (nuint)size) is > 0 and var count)
                thrown += count;
        }

        if (thrown > 0)
            pump.OnDiscarded(thrown);
    }

    private void Close_NeedsLock()
    {
        _loop?.Remove(_token, _fd);
        _ = Interop.Close(_fd);
        _fd = -1;
    }

    private void TellEnd() => child.Host.Loop.StreamEnded(child, stream);
}
