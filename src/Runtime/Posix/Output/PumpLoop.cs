using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Supervision.Posix;

// Overview
//   Threads that empty the pumped pipes, apart from the host's own thread, because files can be slow. All of them wait in one epoll; a
//   pipe is armed for one event at a time, so that one thread has it until its turn is over. There are as many threads as work needs, up
//   to the cores; a thread whose turn hangs is replaced, up to a bound. A timer looks for turns that hang, and keeps their children going by throwing
//   away what they write. With no pumped stream there is no thread, and an idle one costs no wake-ups.

/// <summary>The threads that move pumped streams.</summary>
internal sealed unsafe class PumpLoop : IDisposable
{
    private const ulong WakeToken = 0;
    private const uint EPOLLONESHOT = 1u << 30;
    private const int MostThreads = 32;
    private const int ThrowAwaySize = 64 * 1024;
    private const long MostThrownAway = 64 * 1024 * 1024;
    private static readonly TimeSpan _watchPeriod = TimeSpan.FromMilliseconds(500);
    // Counted in looks and not by the clock: a turn that this whole process was paused in does not hang.
    internal static readonly int LooksOfAHang = (int)(PipeSource.StallTime / _watchPeriod);

    private readonly int _epoll = Interop.EpollCreate(Interop.O_CLOEXEC);
    private readonly int _wake = Interop.Eventfd(0, Interop.O_CLOEXEC | Interop.O_NONBLOCK);
    private readonly ConcurrentDictionary<ulong, PumpPipe> _pipes = new();
    private readonly List<Worker> _workers = [];
    private readonly Timer _watchdog;
    private readonly int _fewThreads = Math.Clamp(Environment.ProcessorCount, 2, 8);
    private ulong _lastToken = WakeToken;
    private readonly RestGate _idle = new(true);
    private int _busy;
    private int _watching;
    private bool _closed;
    private volatile bool _frozen;

    internal PumpLoop(bool frozen = false)
    {
        _frozen = frozen;
        _watchdog = new Timer(static loop => ((PumpLoop)loop!).Watch(), this, Timeout.Infinite, Timeout.Infinite);
        if (_epoll >= 0 && _wake >= 0)
            _ = Control(Interop.EPOLL_CTL_ADD, _wake, Interop.EPOLLIN, WakeToken);
    }

    /// <summary>A token for the pipe, or 0 when the kernel has no room for it.</summary>
    internal ulong Add(PumpPipe pipe, int fd)
    {
        var token = Interlocked.Increment(ref _lastToken);
        _pipes[token] = pipe;
        lock (_workers)
        {
            if (_workers.Count == 0 && !_closed)
                StartWorker_NeedsLock();
        }

        if (!_closed && Control(Interop.EPOLL_CTL_ADD, fd, Interop.EPOLLIN | EPOLLONESHOT, token))
            return token;
        _pipes.TryRemove(token, out _);
        return 0;
    }

    internal void Rearm(ulong token, int fd) => Control(Interop.EPOLL_CTL_MOD, fd, Interop.EPOLLIN | EPOLLONESHOT, token);

    internal void Remove(ulong token, int fd)
    {
        if (_pipes.TryRemove(token, out _))
            Control(Interop.EPOLL_CTL_DEL, fd, 0, 0);
    }

    /// <summary>Ends the turns under way and begins no other. False where one does not end in time; then all go on.</summary>
    internal bool TryFreeze(TimeSpan bound)
    {
        _idle.Close();
        _frozen = true;
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _busy) == 0 || _idle.Await(bound))
            return true;
        Thaw();
        return false;
    }

    internal void Thaw()
    {
        _frozen = false;
        // Those whose turn was left out are disarmed.
        foreach (var pipe in _pipes.Values)
            pipe.Rearm();
    }

    private void StartWorker_NeedsLock()
    {
        var worker = new Worker();
        _workers.Add(worker);
        new Thread(() => Run(worker), 256 * 1024) { IsBackground = true, Name = "supervision-logs" }.UnsafeStart();
    }

    private void Run(Worker worker)
    {
        using (worker.Source)
        {
            var happened = stackalloc byte[16];
            while (!Volatile.Read(ref _closed))
            {
                if (Interop.EpollWait(_epoll, happened, 1, -1) <= 0)
                    continue;
                var token = *(ulong*)(happened + Interop.EpollDataOffset);
                if (token == WakeToken || !_pipes.TryGetValue(token, out var pipe))
                    continue;
                BeginTurn(worker, pipe);
                // Whoever freezes looks at the number of turns after he has said so, and a turn begins the other way round.
                if (!_frozen)
                    pipe.Turn(worker.Source);
                worker.End();
                if (Interlocked.Decrement(ref _busy) == 0 && _frozen)
                    _idle.Open();
            }
        }
    }

    private void BeginTurn(Worker worker, PumpPipe pipe)
    {
        worker.Begin(pipe);
        var busy = Interlocked.Increment(ref _busy);
        if (busy >= Volatile.Read(ref worker.Known) && busy < _fewThreads)
            Reinforce(worker, _fewThreads);
        if (Interlocked.Exchange(ref _watching, 1) == 0)
            _watchdog.Change(_watchPeriod, Timeout.InfiniteTimeSpan);
    }

    private void Reinforce(Worker? worker, int most)
    {
        lock (_workers)
        {
            if (_workers.Count <= Volatile.Read(ref _busy) && _workers.Count < most && !_closed)
                StartWorker_NeedsLock();
            if (worker is not null)
                worker.Known = _workers.Count;
        }
    }

    /// <summary>Looks for turns that hang; looks again for as long as any turn is under way.</summary>
    private void Watch()
    {
        Volatile.Write(ref _watching, 0);
        Worker[] workers;
        lock (_workers)
        {
            if (_closed)
                return;
            workers = [.. _workers];
        }

        var buffer = (byte*)null;
        foreach (var worker in workers)
        {
            if (worker.LookForHang() is not { } pipe)
                continue;
            Reinforce(null, MostThreads);
            if (buffer == null)
                buffer = (byte*)NativeMemory.Alloc(ThrowAwaySize);
            pipe.ThrowAway(buffer, ThrowAwaySize, MostThrownAway);
        }

        NativeMemory.Free(buffer);
        if (Volatile.Read(ref _busy) > 0 && Interlocked.Exchange(ref _watching, 1) == 0)
            _watchdog.Change(_watchPeriod, Timeout.InfiniteTimeSpan);
    }

    private bool Control(int operation, int fd, uint events, ulong token)
    {
        var packed = stackalloc byte[16];
        *(uint*)packed = events;
        *(ulong*)(packed + Interop.EpollDataOffset) = token;
        return Interop.EpollCtl(_epoll, operation, fd, packed) == 0;
    }

    /// <summary>Closes every pipe and ends the threads soon. The two descriptors stay open, because a thread may be just about to wait.</summary>
    public void Dispose()
    {
        lock (_workers)
            Volatile.Write(ref _closed, true);
        ulong one = 1;
        _ = Interop.Write(_wake, (byte*)&one, sizeof(ulong));
        _watchdog.Dispose();
        foreach (var pipe in _pipes.Values)
            pipe.Close();
    }

    /// <summary>One thread, and the turn it is in.</summary>
    internal sealed class Worker
    {
        internal int Known;
        private PumpPipe? _pipe;
        private long _turns;
        private long _turn;
        private long _seen;
        private int _looks;

        internal PipeSource Source { get; } = new();

        /// <summary>The pipe of a turn that was seen under way by as many looks as make a hang.</summary>
        internal PumpPipe? LookForHang()
        {
            var turn = Volatile.Read(ref _turn);
            if (turn == 0 || turn != _seen)
            {
                _seen = turn;
                _looks = 0;
                return null;
            }

            return ++_looks >= LooksOfAHang ? _pipe : null;
        }

        internal void Begin(PumpPipe pipe)
        {
            _pipe = pipe;
            Volatile.Write(ref _turn, ++_turns);
        }

        internal void End()
        {
            Volatile.Write(ref _turn, 0);
            _pipe = null;
        }
    }
}
