using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Supervision.Posix;

// Overview
//   One thread per host waits in epoll for every pidfd and pipe of its children, and calls every observer. Level-triggered, one bounded
//   read per ready pipe and round: the kernel hands out ready descriptors in turn, so a chatty child costs each other child at most
//   one buffer's copy per round, and exits are seen in the same rounds. One buffer serves all reads. Other threads never touch the
//   table of watches: they post a command and wake the loop through an eventfd.

/// <summary>The thread that reads output, writes waiting input, sees exits, and calls observers.</summary>
internal sealed unsafe class IoLoop : IDisposable
{
    internal const int BufferSize = 64 * 1024;
    private const int MaxEvents = 64;
    private const ulong WakeToken = 0;

    private readonly int _epoll;
    private readonly int _wake;
    private readonly ConcurrentQueue<LoopCommand> _commands = new();
    private readonly Dictionary<ulong, IWatch> _watches = [];
    private readonly byte* _buffer = (byte*)NativeMemory.Alloc(BufferSize);
    private readonly Action<Exception>? _fault;
    private readonly Lock _closeGate = new();
    private ulong _lastToken = WakeToken;
    private int _wakePending;
    private readonly object _restGate = new();
    private int _restsWanted;
    private int _restsBegun;
    private volatile bool _freezing;
    private volatile bool _closed;
    private volatile bool _stopping;

    internal IoLoop(Action<Exception>? fault, bool frozen = false)
    {
        _fault = fault;
        _freezing = frozen;
        _restsWanted = frozen ? 1 : 0;
        _epoll = Interop.EpollCreate(Interop.O_CLOEXEC);
        _wake = _epoll < 0 ? -1 : Interop.Eventfd(0, Interop.O_CLOEXEC | Interop.O_NONBLOCK);
        if (_wake < 0 || !Control(Interop.EPOLL_CTL_ADD, _wake, Interop.EPOLLIN, WakeToken))
            throw new IOException($"no epoll for the process host: {Interop.ErrorText(Interop.LastError)}");
        new Thread(Run, 1024 * 1024) { IsBackground = true, Name = "supervision-io" }.UnsafeStart();
    }

    internal void Attach(ChildProcess child) => Post(new LoopCommand(LoopCommandKind.Attach, child));

    internal void ReportExit(ChildProcess child) => Post(new LoopCommand(LoopCommandKind.Exited, child));

    internal void ClosePipes(ChildProcess child) => Post(new LoopCommand(LoopCommandKind.ClosePipes, child));

    internal void WatchStdin(ChildProcess child) => Post(new LoopCommand(LoopCommandKind.WatchStdin, child));

    internal void StreamEnded(ChildProcess child, OutputStream stream) =>
        Post(new LoopCommand(stream == OutputStream.Stdout ? LoopCommandKind.StdoutEnded : LoopCommandKind.StderrEnded, child));

    internal void Drained(ChildProcess child) => Post(new LoopCommand(LoopCommandKind.Drained, child));

    internal void DrainOver(ChildProcess child) => Post(new LoopCommand(LoopCommandKind.DrainOver, child));

    /// <summary>Loop thread only. A token for the watch, or 0 when the kernel has no room for it.</summary>
    internal ulong Add(IWatch watch, int fd, uint events)
    {
        var token = ++_lastToken;
        if (!Control(Interop.EPOLL_CTL_ADD, fd, events, token))
            return 0;
        _watches.Add(token, watch);
        return token;
    }

    /// <summary>Loop thread only, before the descriptor is closed.</summary>
    internal void Remove(ulong token, int fd)
    {
        if (_watches.Remove(token))
            Control(Interop.EPOLL_CTL_DEL, fd, 0, 0);
    }

    /// <summary>Loop thread only. Bytes read into the shared buffer; 0: end or broken; −1: nothing now.</summary>
    internal int Read(int fd, out ReadOnlySpan<byte> data)
    {
        data = default;
        while (true)
        {
            var count = (int)Interop.Read(fd, _buffer, BufferSize);
            if (count >= 0)
            {
                data = new ReadOnlySpan<byte>(_buffer, count);
                return count;
            }

            if (Interop.LastError == Interop.EAGAIN)
                return -1;
            if (Interop.LastError != Interop.EINTR)
                return 0;
        }
    }

    internal void Fault(Exception e) => _fault?.Invoke(e);

    private void Post(LoopCommand command)
    {
        _commands.Enqueue(command);
        if (Interlocked.Exchange(ref _wakePending, 1) == 0)
            Wake();
        // After the thread is gone its work is done by whoever brings it, so that exits are never lost.
        if (_closed)
            RunCommandsClosed();
    }

    private void Wake()
    {
        lock (_closeGate)
        {
            ulong one = 1;
            if (!_closed)
                _ = Interop.Write(_wake, (byte*)&one, sizeof(ulong));
        }
    }

    private void Run()
    {
        var events = stackalloc byte[MaxEvents * Interop.EpollEventSize];
        while (!_stopping)
        {
            if (_freezing)
                Rest();
            var count = Interop.EpollWait(_epoll, events, MaxEvents, -1);
            for (var i = 0; i < count; i++)
            {
                var at = events + i * Interop.EpollEventSize;
                var token = *(ulong*)(at + Interop.EpollDataOffset);
                if (token == WakeToken)
                    ClearWake();
                else if (_watches.TryGetValue(token, out var watch))
                    watch.OnReady(*(uint*)at);
            }

            RunCommands();
        }

        Close();
    }

    private void ClearWake()
    {
        ulong ignored;
        _ = Interop.Read(_wake, (byte*)&ignored, sizeof(ulong));
        Volatile.Write(ref _wakePending, 0);
    }

    private void RunCommands()
    {
        while (_commands.TryDequeue(out var command))
            command.Child.OnCommand(command.Kind);
    }

    private void RunCommandsClosed()
    {
        lock (_closeGate)
            RunCommands();
    }

    private void Close()
    {
        RunCommands();
        foreach (var watch in _watches.Values.ToArray())
            watch.OnLoopClosed();
        lock (_closeGate)
        {
            _closed = true;
            _ = Interop.Close(_epoll);
            _ = Interop.Close(_wake);
            NativeMemory.Free(_buffer);
        }

        RunCommandsClosed();
    }

    private bool Control(int operation, int fd, uint events, ulong token)
    {
        var packed = stackalloc byte[16];
        *(uint*)packed = events;
        *(ulong*)(packed + Interop.EpollDataOffset) = token;
        return Interop.EpollCtl(_epoll, operation, fd, packed) == 0;
    }

    internal bool IsClosed => _closed;

    /// <summary>Has the thread rest: nothing is read, written or told any more. False where it does not come to rest in time; then it goes on.</summary>
    internal bool TryFreeze(TimeSpan bound)
    {
        var deadline = Environment.TickCount64 + (long)bound.TotalMilliseconds;
        int wanted;
        lock (_restGate)
        {
            _freezing = true;
            wanted = ++_restsWanted;
            Monitor.PulseAll(_restGate);
        }

        Wake();
        lock (_restGate)
        {
            while (_restsBegun < wanted)
            {
                var left = deadline - Environment.TickCount64;
                if (left <= 0)
                    break;
                Monitor.Wait(_restGate, (int)Math.Min(left, int.MaxValue));
            }

            if (_restsBegun >= wanted)
                return true;
        }

        Thaw();
        return false;
    }

    internal void Thaw()
    {
        lock (_restGate)
        {
            _freezing = false;
            Monitor.PulseAll(_restGate);
        }
    }

    // A wish that comes before the thread has noticed the end of the rest before is one more rest: what was posted until then is done first.
    private void Rest()
    {
        while (true)
        {
            int wanted;
            lock (_restGate)
            {
                while (_freezing && _restsBegun == _restsWanted)
                    Monitor.Wait(_restGate);
                if (!_freezing)
                    return;
                wanted = _restsWanted;
            }

            RunCommands();
            lock (_restGate)
            {
                _restsBegun = wanted;
                Monitor.PulseAll(_restGate);
            }
        }
    }

    /// <summary>Ends the thread soon; does not wait, because it may be called from an observer.</summary>
    public void Dispose()
    {
        _stopping = true;
        Thaw();
        Wake();
    }
}
