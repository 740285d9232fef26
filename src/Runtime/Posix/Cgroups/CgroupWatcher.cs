using System.Runtime.InteropServices;
using System.Text;

namespace Supervision.Posix;

// Overview
//   The kernel announces a change of memory.events to who polls the file and to who watches it by inotify. inotify needs one descriptor for
//   all groups and works on any file, so one thread waits for one inotify descriptor and one to wake it up. Version 1 announces nothing
//   in this way: its counters are read when they are needed, which is when a process died.

/// <summary>Tells of changes of control groups' <c>memory.events</c> as they happen, without looking again and again. Thread-safe.</summary>
public sealed unsafe class CgroupWatcher : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, (Cgroup Group, Action<Cgroup> Changed)> _watches = [];
    private readonly int _inotify;
    private readonly int _wake;
    private bool _ended;

    /// <summary>Starts the watching thread, or says in <see cref="Unavailable"/> why it cannot.</summary>
    public CgroupWatcher()
    {
        ProcessSetup.Ensure();
        _inotify = Interop.InotifyInit(Interop.O_NONBLOCK | Interop.O_CLOEXEC);
        if (_inotify < 0)
        {
            Unavailable = $"inotify: {Interop.ErrorText(Interop.LastError)}";
            return;
        }

        _wake = Interop.Eventfd(0, Interop.O_NONBLOCK | Interop.O_CLOEXEC);
        if (_wake < 0)
        {
            Unavailable = $"eventfd: {Interop.ErrorText(Interop.LastError)}";
            _ = Interop.Close(_inotify);
            return;
        }

        new Thread(Run, 256 * 1024) { IsBackground = true, Name = "cgroup events" }.Start();
    }

    /// <summary>Why nothing can be watched, for people; null when it can. The user's inotify instances may be used up.</summary>
    public string? Unavailable { get; }

    /// <summary>Begins to watch a group; a group that is removed ends its watch.</summary>
    /// <param name="group">The group; watched once, the last caller wins.</param>
    /// <param name="changed">Called on the watcher's thread after each change: do not block.</param>
    /// <returns>False where that cannot be: version 1, the group is gone, the user's watches are used up.</returns>
    public bool TryWatch(Cgroup group, Action<Cgroup> changed)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(changed);
        if (Unavailable is not null || group.Version != CgroupVersion.V2)
            return false;
        lock (_gate)
        {
            if (_ended)
                return false;
            int watch;
            fixed (byte* path = Encoding.UTF8.GetBytes(group.EventsFile + "\0"))
                watch = Interop.InotifyAddWatch(_inotify, path, Interop.IN_MODIFY);
            if (watch < 0)
                return false;
            _watches[watch] = (group, changed);
            return true;
        }
    }

    /// <summary>Ends the watch of a group.</summary>
    /// <param name="group">A group that was watched; others are ignored.</param>
    public void Unwatch(Cgroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        lock (_gate)
        {
            foreach (var (watch, (watched, _)) in _watches)
            {
                if (watched.Path != group.Path)
                    continue;
                _watches.Remove(watch);
                _ = Interop.InotifyRemoveWatch(_inotify, watch);
                return;
            }
        }
    }

    /// <summary>Ends all watches and the thread.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_ended || Unavailable is not null)
                return;
            _ended = true;
            _watches.Clear();
        }

        ulong one = 1;
        _ = Interop.Write(_wake, (byte*)&one, sizeof(ulong));
    }

    private void Run()
    {
        const int size = 4096;
        var buffer = (byte*)NativeMemory.Alloc(size);
        var fds = stackalloc Interop.PollFd[2];
        fds[0] = new Interop.PollFd { Fd = _inotify, Events = Interop.POLLIN };
        fds[1] = new Interop.PollFd { Fd = _wake, Events = Interop.POLLIN };
        while (true)
        {
            if (Interop.Poll(fds, 2, -1) < 0 && Interop.LastError != Interop.EINTR)
                break;
            if (fds[1].Returned != 0)
                break;
            var count = (int)Interop.Read(_inotify, buffer, size);
            for (var at = 0; at < count; at += Interop.InotifyEventSize + *(int*)(buffer + at + Interop.InotifyNameLengthOffset))
                OnEvent(*(int*)(buffer + at), *(uint*)(buffer + at + Interop.InotifyMaskOffset));
        }

        NativeMemory.Free(buffer);
        lock (_gate)
        {
            // Nobody adds a watch any more, so the numbers may be reused.
            _ended = true;
            _ = Interop.Close(_inotify);
            _ = Interop.Close(_wake);
        }
    }

    private void OnEvent(int watch, uint mask)
    {
        (Cgroup Group, Action<Cgroup> Changed) found;
        lock (_gate)
        {
            if (!_watches.TryGetValue(watch, out found))
                return;
            if ((mask & Interop.IN_IGNORED) != 0)
            {
                _watches.Remove(watch);
                return;
            }
        }

        found.Changed(found.Group);
    }
}
