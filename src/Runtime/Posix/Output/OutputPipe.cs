namespace Supervision.Posix;

/// <summary>Our end of a child's output pipe. Loop thread only.</summary>
internal sealed class OutputPipe(ChildProcess child, OutputStream stream, int fd) : IWatch, IOutputPipe
{
    // A full pipe of the usual size, and of the largest an unprivileged process may ask for.
    private const int MaxDrain = 1024 * 1024;

    private ulong _token;
    private int _fd = fd;

    public void Attach(IoLoop loop)
    {
        _token = loop.Add(this, _fd, Interop.EPOLLIN);
        if (_token == 0)
            Close();
    }

    public void OnReady(uint events) => ReadOnce();

    /// <summary>Delivers what the ended leader left in the pipe; bounded, because others may still write to it.</summary>
    public bool Drain()
    {
        for (var total = 0; total < MaxDrain && _fd >= 0;)
        {
            var count = ReadOnce();
            if (count <= 0)
                break;
            total += count;
        }

        return true;
    }

    private int ReadOnce()
    {
        var count = child.Host.Loop.Read(_fd, out var data);
        if (count > 0)
            child.Deliver(stream, data);
        else if (count == 0)
            Close();
        return count;
    }

    public void Close()
    {
        if (_fd < 0)
            return;
        child.Host.Loop.Remove(_token, _fd);
        _ = Interop.Close(_fd);
        _fd = -1;
        child.DeliverClosed(stream);
    }

    public int? HandOver() => _fd >= 0 ? _fd : null;

    public void OnLoopClosed() => Close();
}
