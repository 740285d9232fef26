using Supervision.Actor.Internal;
using Supervision.Dispatch.SysMsg;

namespace Supervision.Actor;

/// <content>Death watch.</content>
public partial class ActorCell
{
    /// <inheritdoc/>
    public IActorRef Watch(IActorRef subject) => StartWatching(subject, null);

    /// <inheritdoc/>
    public IActorRef WatchWith(IActorRef subject, object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return StartWatching(subject, message);
    }

    /// <inheritdoc/>
    public IActorRef Unwatch(IActorRef subject)
    {
        if (_watch is { } watch && !subject.Equals(_self))
        {
            if (watch.StopWatching(subject))
            {
                ((IInternalActorRef)subject).SendSystemMessage(new Unwatch((IInternalActorRef)subject, _self));
            }

            watch.ForgetQueued(subject);
        }

        return subject;
    }

    /// <summary>Processes a queued <see cref="Terminated"/>, unless the actor has stopped watching in between.</summary>
    protected void ReceivedTerminated(Terminated t)
    {
        if (_watch is { } watch && watch.TakeQueued(t.ActorRef, out object? customMessage))
        {
            if (customMessage is not null)
            {
                _currentMessage = customMessage;
            }

            ReceiveMessage(customMessage ?? t);
        }
    }

    /// <summary>A <see cref="Terminated"/> that was taken from the mailbox goes back to it.</summary>
    internal void TerminatedQueuedAgain(IActorRef subject) => (_watch ??= new WatchState()).AddQueued(subject, null);

    /// <summary>An actor is dead: queue <see cref="Terminated"/> if it is watched, and forget it if it was a child.</summary>
    protected void WatchedActorTerminated(IActorRef actor, bool existenceConfirmed, bool addressTerminated)
    {
        if (_watch is { } watch && watch.StopWatching(actor, out object? customMessage) && !IsTerminating)
        {
            watch.AddQueued(actor, customMessage);
            _self.Tell(new Terminated(actor, existenceConfirmed, addressTerminated), actor);
        }

        if (_children is { } children && children.Contains(actor))
        {
            HandleChildTerminated(actor);
        }
    }

    /// <summary>Registers a watcher of this actor; or, asked by this actor about another one, watches that.</summary>
    protected void AddWatcher(IActorRef watchee, IActorRef watcher)
    {
        bool watcheeIsSelf = watchee.Equals(_self);
        bool watcherIsSelf = watcher.Equals(_self);
        if (watcheeIsSelf && !watcherIsSelf)
        {
            (_watch ??= new WatchState()).AddWatcher(watcher);
        }
        else if (!watcheeIsSelf && watcherIsSelf)
        {
            Watch(watchee);
        }
    }

    /// <summary>Takes back <see cref="AddWatcher"/>.</summary>
    protected void RemWatcher(IActorRef watchee, IActorRef watcher)
    {
        bool watcheeIsSelf = watchee.Equals(_self);
        bool watcherIsSelf = watcher.Equals(_self);
        if (watcheeIsSelf && !watcherIsSelf)
        {
            _watch?.RemoveWatcher(watcher);
        }
        else if (!watcheeIsSelf && watcherIsSelf)
        {
            Unwatch(watchee);
        }
    }

    /// <summary>Notifies the watchers, except the parent, which is notified as such.</summary>
    protected void TellWatchersWeDied()
    {
        if (_watch?.TakeWatchers() is { } watchers)
        {
            foreach (IActorRef watcher in watchers)
            {
                if (!watcher.Equals(Parent))
                {
                    ((IInternalActorRef)watcher).SendSystemMessage(new DeathWatchNotification(_self, existenceConfirmed: true, addressTerminated: false));
                }
            }
        }
    }

    private void UnwatchWatchedActors()
    {
        if (_watch?.TakeWatching() is { } watching)
        {
            foreach (IActorRef subject in watching)
            {
                ((IInternalActorRef)subject).SendSystemMessage(new Unwatch((IInternalActorRef)subject, _self));
            }
        }
    }

    private IActorRef StartWatching(IActorRef subject, object? message)
    {
        if (subject.Equals(_self))
        {
            return subject;
        }

        if ((_watch ??= new WatchState()).TryWatch(subject, message))
        {
            ((IInternalActorRef)subject).SendSystemMessage(new Watch((IInternalActorRef)subject, _self));
        }

        return subject;
    }
}
