namespace Supervision.Posix;

/// <summary>
/// The pipes of one child: for each of 0, 1 and 2 the descriptor the child gets (−1: nothing to do) and the end that stays with us.
/// Whatever is still held when it is disposed is closed.
/// </summary>
internal unsafe ref struct SpawnPipes
{
    private fixed int _childEnds[3];
    private fixed int _ownEnds[3];
    private fixed bool _ownsChildEnd[3];

    public SpawnPipes()
    {
        for (var i = 0; i < 3; i++)
            _childEnds[i] = _ownEnds[i] = -1;
    }

    internal readonly int ChildEnd(int stream) => _childEnds[stream];

    /// <summary>Our end, for the caller to keep; −1 when the stream is no pipe.</summary>
    internal int Take(int stream)
    {
        var fd = _ownEnds[stream];
        _ownEnds[stream] = -1;
        return fd;
    }

    /// <summary>0, or the error number.</summary>
    internal int Open(SpawnRequest request, SpawnFiles? files)
    {
        var error = request.Stdin switch
        {
            StdinMode.Pipe => OpenPipe(0, childReads: true),
            StdinMode.Inherit => Use(0, 0),
            StdinMode.File => Use(0, files!.SourceOf(0)),
            _ => Use(0, ProcessSetup.DevNull),
        };
        return error != 0 ? error : OpenOutput(1, request.Stdout, files) is not 0 and var e ? e : OpenOutput(2, request.Stderr, files);
    }

    private int OpenOutput(int stream, OutputMode mode, SpawnFiles? files) => mode switch
    {
        OutputMode.File => Use(stream, files!.SourceOf(stream)),
        OutputMode.Pipe => OpenPipe(stream, childReads: false),
        OutputMode.Inherit => Use(stream, stream),
        OutputMode.Null => Use(stream, ProcessSetup.DevNull),
        // 1 is in place by the time 2 is made of it.
        _ => Use(stream, 1),
    };

    private int Use(int stream, int fd)
    {
        _childEnds[stream] = fd;
        return 0;
    }

    private int OpenPipe(int stream, bool childReads)
    {
        var ends = stackalloc int[2];
        if (Interop.Pipe2(ends, Interop.O_CLOEXEC) < 0)
            return Interop.LastError;
        _childEnds[stream] = childReads ? ends[0] : ends[1];
        _ownEnds[stream] = childReads ? ends[1] : ends[0];
        _ownsChildEnd[stream] = true;
        // The mode belongs to the open file, and each end of a pipe is one of its own: the child's stays blocking.
        _ = Interop.Fcntl(_ownEnds[stream], Interop.F_SETFL, Interop.O_NONBLOCK);
        return 0;
    }

    internal void Dispose()
    {
        for (var i = 0; i < 3; i++)
        {
            if (_ownsChildEnd[i])
                _ = Interop.Close(_childEnds[i]);
            if (_ownEnds[i] >= 0)
                _ = Interop.Close(_ownEnds[i]);
            _ownsChildEnd[i] = false;
            _ownEnds[i] = -1;
        }
    }
}
