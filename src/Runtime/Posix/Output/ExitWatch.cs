namespace Supervision.Posix;

/// <summary>Waits for a child's pidfd to become readable: the child ended. Loop thread only.</summary>
internal sealed class ExitWatch(ChildProcess child) : IWatch
{
    private ulong _token;

    internal void Attach(IoLoop loop, int pidfd) => _token = loop.Add(this, pidfd, Interop.EPOLLIN);

    public void OnReady(uint events) => child.TryReap();

    internal void Detach(IoLoop loop, int pidfd) => loop.Remove(_token, pidfd);

    public void OnLoopClosed()
    {
        // The reaper's thread sees the exit without us.
    }
}
