using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Supervision.Actor.Internal;

// Overview
// One table from name to child. The value is the reference itself until the child first fails; then it is its statistics.
// Path look-ups and ActorSystem.ActorOf come from other threads than the actor's, so every access locks; none is on the way
// of a message. "Dying" counts the children that were told to stop: when the last of them is gone the actor goes on with
// what it waited for (Reason).

/// <summary>The children of one actor.</summary>
internal sealed class ChildrenContainerState : IChildrenContainer, IEnumerable<IInternalActorRef>
{
    /// <summary>For actors that never had children.</summary>
    public static readonly ChildrenContainerState Empty = new();

    /// <summary>For actors that are stopped.</summary>
    public static readonly ChildrenContainerState Terminated = new() { _reason = SuspendReason.Termination.Instance, _closed = true };

    private readonly Dictionary<string, object> _byName = [];
    private SuspendReason? _reason;
    private long _lastNumber = -1;
    private AllStats? _stats;
    private int _dying;
    private bool _removed;
    private bool _closed;

    /// <summary>The strategy of the present instance; found at the first failure of a child.</summary>
    public SupervisorStrategy? Strategy { get; set; }

    /// <summary>Why the actor waits, or null.</summary>
    public SuspendReason? Reason => _reason;

    public bool IsNormal => _reason is null or SuspendReason.UserRequest;

    public bool IsTerminating => _reason is SuspendReason.Termination;

    public bool IsEmpty
    {
        get
        {
            lock (_byName)
            {
                return _byName.Count == 0;
            }
        }
    }

    public IReadOnlyCollection<IInternalActorRef> Children
    {
        get
        {
            lock (_byName)
            {
                if (_byName.Count == 0)
                {
                    return [];
                }

                IInternalActorRef[] children = new IInternalActorRef[_byName.Count];
                int count = 0;
                foreach (object entry in _byName.Values)
                {
                    children[count++] = RefOf(entry);
                }

                // The table keeps the order of insertion until something was removed.
                if (_removed)
                {
                    Array.Sort(children, static (x, y) => UidOf(x).CompareTo(UidOf(y)));
                }

                return children;
            }
        }
    }

    // A view: few strategies look at all children, and a supervisor can have very many.
    public IReadOnlyCollection<ChildRestartStats> Stats => _stats ??= new AllStats(this);

    public void ForgetStrategy() => Strategy = null;

    public long NextNumber() => Interlocked.Increment(ref _lastNumber);

    /// <summary>Takes no more children: the actor is about to stop those that it has.</summary>
    public void Close()
    {
        lock (_byName)
        {
            _closed = true;
        }
    }

    public void Add(LocalActorRef child)
    {
        lock (_byName)
        {
            if (_closed || _reason is SuspendReason.Termination)
            {
                throw new InvalidOperationException("Cannot create child while terminating or terminated");
            }

            if (!_byName.TryAdd(child.Name, child))
            {
                throw new InvalidActorNameException($"Actor name \"{child.Name}\" is not unique!");
            }
        }
    }

    /// <summary>Forgets a child; gives the reason to go on with when it was the last one waited for.</summary>
    public SuspendReason? Remove(IActorRef actor)
    {
        if (actor is not LocalActorRef child)
        {
            return null;
        }

        lock (_byName)
        {
            if (!_byName.TryGetValue(child.Name, out object? entry) || !RefOf(entry).Equals(child))
            {
                return null;
            }

            _byName.Remove(child.Name);
            _removed = _byName.Count > 0;
            if (!child.ShallDie || --_dying > 0)
            {
                return null;
            }

            SuspendReason? reason = _reason;
            _reason = null;
            return reason;
        }
    }

    public void ShallDie(IActorRef actor)
    {
        if (actor is not LocalActorRef child)
        {
            return;
        }

        lock (_byName)
        {
            if (!child.ShallDie && Contains(child))
            {
                child.ShallDie = true;
                _dying++;
                _reason ??= SuspendReason.UserRequest.Instance;
            }
        }
    }

    public bool SetReason(SuspendReason reason)
    {
        lock (_byName)
        {
            if (_dying == 0)
            {
                return false;
            }

            _reason = reason;
            return true;
        }
    }

    public IInternalActorRef? Find(string name)
    {
        lock (_byName)
        {
            return _byName.TryGetValue(name, out object? entry) ? RefOf(entry) : null;
        }
    }

    public bool Contains(IActorRef actor)
    {
        lock (_byName)
        {
            return actor is LocalActorRef child && _byName.TryGetValue(child.Name, out object? entry) && RefOf(entry).Equals(child);
        }
    }

    public bool TryGetByName(string name, [NotNullWhen(true)] out IChildStats? stats)
    {
        lock (_byName)
        {
            stats = _byName.ContainsKey(name) ? StatsOf(name) : null;
            return stats is not null;
        }
    }

    public bool TryGetByRef(IActorRef actor, [NotNullWhen(true)] out ChildRestartStats? stats)
    {
        lock (_byName)
        {
            stats = Contains(actor) ? StatsOf(((LocalActorRef)actor).Name) : null;
            return stats is not null;
        }
    }

    public IEnumerator<IInternalActorRef> GetEnumerator() => Children.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static IInternalActorRef RefOf(object entry) => entry as IInternalActorRef ?? ((ChildRestartStats)entry).Child;

    private static long UidOf(IInternalActorRef child) => ((ActorRefBase)child).UidOfRef;

    private ChildRestartStats StatsOf(string name)
    {
        object entry = _byName[name];
        if (entry is not ChildRestartStats stats)
        {
            stats = new ChildRestartStats((IInternalActorRef)entry);
            _byName[name] = stats;
        }

        return stats;
    }

    private sealed class AllStats(ChildrenContainerState children) : IReadOnlyCollection<ChildRestartStats>
    {
        public int Count
        {
            get
            {
                lock (children._byName)
                {
                    return children._byName.Count;
                }
            }
        }

        public IEnumerator<ChildRestartStats> GetEnumerator()
        {
            foreach (IInternalActorRef child in children.Children)
            {
                if (children.TryGetByRef(child, out ChildRestartStats? stats))
                {
                    yield return stats;
                }
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
