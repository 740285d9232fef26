using System.Collections.Concurrent;

namespace Supervision.Posix;

// Overview
//   A pid names a child only until it is waited for; then the kernel may give it to anybody, also to our next child. So:
//   - Unreaped says which pids are children whose status nobody has taken. A spawn registers (overwriting a stale entry of the same
//     pid) under SpawnGate; removal is conditional on the same child object, so a late removal cannot drop a successor.
//   - Who wants to reap an unknown pid must hold SpawnGate: a child between its birth and its registration is not a stranger.
//   - Trees says whose session and group an id is. The kernel keeps a number while a session or group uses it, so an entry is true
//     until the tree is seen to be empty or the number is seen on a process that started at another time (Retire).
//   Process-wide on purpose: exits, orphans and pids are properties of the process, not of one host.

/// <summary>All children of this process that were started here.</summary>
internal static class ChildRegistry
{
    /// <summary>Held while a child is born, until it is registered.</summary>
    internal static readonly Lock SpawnGate = new();

    internal static readonly ConcurrentDictionary<int, ChildProcess> Unreaped = new();

    /// <summary>By leader's pid, which is also the session's and the group's id.</summary>
    internal static readonly ConcurrentDictionary<int, ChildProcess> Trees = new();

    internal static readonly ConcurrentDictionary<string, ChildProcess> Marks = new(StringComparer.Ordinal);

    /// <summary>By the name of the child's own control group.</summary>
    internal static readonly ConcurrentDictionary<string, ChildProcess> Cgroups = new(StringComparer.Ordinal);

    /// <summary>Processes that nothing but an earlier image's look at them ties to a tree, by pid and start time.</summary>
    internal static readonly ConcurrentDictionary<HandedMember, ChildProcess> Members = new();

    private static readonly RestGate Thawed = new(true);
    private static volatile bool _isFrozen;

    /// <summary>Nobody's status is taken: whoever ends stays a zombie, for the next image of this program.</summary>
    internal static bool IsFrozen => _isFrozen;

    internal static void Freeze()
    {
        Thawed.Close();
        _isFrozen = true;
        // Whoever is just being reaped is through afterwards.
        lock (SpawnGate)
        {
            foreach (var child in Unreaped.Values)
                child.AwaitReaping();
        }
    }

    internal static void Thaw()
    {
        _isFrozen = false;
        Thawed.Open();
    }

    internal static void AwaitThaw() => Thawed.Await();

    internal static void Add_NeedsSpawnGate(ChildProcess child)
    {
        Trees[child.Pid] = child;
        if (child.Mark is { } mark)
            Marks[mark] = child;
        Unreaped[child.Pid] = child;
    }

    internal static void Adopt_NeedsSpawnGate(ChildProcess child)
    {
        Add_NeedsSpawnGate(child);
        if (child.HasExited)
            Reaped(child);
        if (child.Cgroup is { } cgroup)
            Cgroups[cgroup.Name] = child;
    }

    internal static void Reaped(ChildProcess child) => Unreaped.TryRemove(new(child.Pid, child));

    /// <summary>From now on the child's pid says nothing about sessions and groups.</summary>
    internal static void Retire(ChildProcess child) => Trees.TryRemove(new(child.Pid, child));

    internal static bool IsRetired(ChildProcess child) => !Trees.TryGetValue(child.Pid, out var current) || current != child;

    internal static void Forget(ChildProcess child)
    {
        Retire(child);
        if (child.Mark is { } mark)
            Marks.TryRemove(new(mark, child));
        if (child.Cgroup is { } cgroup)
            Cgroups.TryRemove(new(cgroup.Name, child));
        foreach (var member in Members)
        {
            if (member.Value == child)
                Members.TryRemove(member);
        }
    }
}
