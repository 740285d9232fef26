namespace Supervision.Actor.Internal;

/// <summary>Whom an actor watches and who watches it. Belongs to the thread that runs the cell.</summary>
internal sealed class WatchState
{
    // The value is the message to deliver instead of Terminated, or null.
    private Dictionary<IActorRef, object?>? _watching;
    private Dictionary<IActorRef, object?>? _queued;
    private HashSet<IActorRef>? _watchers;
    private IActorRef? _onlyWatcher;

    /// <summary>The first of several for one subject holds, with its message, until it is taken back.</summary>
    public bool TryWatch(IActorRef subject, object? message)
    {
        _watching ??= [];
        return _watching.TryAdd(subject, message);
    }

    public bool StopWatching(IActorRef subject) => _watching?.Remove(subject) ?? false;

    public bool StopWatching(IActorRef subject, out object? customMessage)
    {
        customMessage = null;
        return _watching?.Remove(subject, out customMessage) ?? false;
    }

    public ICollection<IActorRef>? TakeWatching()
    {
        _queued = null;
        Dictionary<IActorRef, object?>? watching = _watching;
        _watching = null;
        return watching?.Keys;
    }

    public void AddQueued(IActorRef subject, object? customMessage) => (_queued ??= [])[subject] = customMessage;

    public void QueueAgain(IActorRef subject) => (_queued ??= []).TryAdd(subject, null);

    public void ForgetQueued(IActorRef subject) => _queued?.Remove(subject);

    public bool TakeQueued(IActorRef subject, out object? customMessage)
    {
        customMessage = null;
        return _queued?.Remove(subject, out customMessage) ?? false;
    }

    public void AddWatcher(IActorRef watcher)
    {
        if (_watchers is not null)
        {
            _watchers.Add(watcher);
        }
        else if (_onlyWatcher is null)
        {
            _onlyWatcher = watcher;
        }
        else if (!_onlyWatcher.Equals(watcher))
        {
            _watchers = [_onlyWatcher, watcher];
            _onlyWatcher = null;
        }
    }

    public void RemoveWatcher(IActorRef watcher)
    {
        _watchers?.Remove(watcher);
        if (_onlyWatcher?.Equals(watcher) == true)
        {
            _onlyWatcher = null;
        }
    }

    public IReadOnlyCollection<IActorRef> TakeWatchers()
    {
        IReadOnlyCollection<IActorRef> watchers = _watchers ?? (IReadOnlyCollection<IActorRef>)(_onlyWatcher is null ? [] : [_onlyWatcher]);
        _watchers = null;
        _onlyWatcher = null;
        return watchers;
    }
}
