using Supervision.Dispatch.SysMsg;

namespace Supervision.Actor;

// Overview
// The receiver of one answer. It has a name below /temp, but the name is only made and registered when somebody looks at the
// path: an ask within the process never does, and making a string and a table entry would cost more than the ask.

/// <summary>A reference that completes a task with the first message it gets.</summary>
public class FutureActorRef<T> : MinimalActorRef
{
    private readonly TaskCompletionSource<T> _result;
    private readonly IActorRefProvider _provider;
    private ActorPath? _path;
    private HashSet<IActorRef>? _watchers;

    /// <summary>Makes the reference.</summary>
    /// <param name="result">What to complete.</param>
    /// <param name="path">Its path; null to make one below <c>/temp</c> when it is asked for.</param>
    /// <param name="provider">The provider of the system.</param>
    public FutureActorRef(TaskCompletionSource<T> result, ActorPath? path, IActorRefProvider provider)
    {
        _result = result;
        _path = path;
        _provider = provider;
    }

    /// <inheritdoc/>
    public override ActorPath Path => Volatile.Read(ref _path) ?? MakePath();

    /// <inheritdoc/>
    public override IActorRefProvider Provider => _provider;

    /// <inheritdoc/>
    public override IInternalActorRef Parent => _provider.TempContainer;

    /// <inheritdoc/>
    public override bool IsTerminated => _result.Task.IsCompleted;

    /// <summary>Let go of when the answer comes.</summary>
    internal IDisposable? Expiry { get; set; }

    private protected override bool TakesNull => true;

    internal override long UidOfRef => ActorCell.UndefinedUid;

    /// <summary>Sends a message with this reference as the sender.</summary>
    public virtual void DeliverAsk(object message, ICanTell destination) => destination.Tell(message, this);

    /// <inheritdoc/>
    public override bool Equals(IActorRef? other) => ReferenceEquals(this, other) || (other is not FutureActorRef<T> && base.Equals(other));

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    /// <inheritdoc/>
    public override void SendSystemMessage(ISystemMessage message)
    {
        switch (message)
        {
            case Watch watch when !watch.Watcher.Equals(this):
                if (!TryAddWatcher(watch.Watcher))
                {
                    watch.Watcher.SendSystemMessage(new DeathWatchNotification(this, existenceConfirmed: true, addressTerminated: false));
                }

                break;
            case Unwatch unwatch:
                lock (_result)
                {
                    _watchers?.Remove(unwatch.Watcher);
                }

                break;
            case DeathWatchNotification notification:
                TellInternal(new Terminated(notification.Actor, notification.ExistenceConfirmed, notification.AddressTerminated), notification.Actor);
                break;
            case Terminate:
                Stop();
                break;
            default:
                break;
        }
    }

    /// <inheritdoc/>
    public override void Stop()
    {
        if (_result.TrySetCanceled())
        {
            OnCompleted();
        }
    }

    /// <inheritdoc/>
    protected override void TellInternal(object message, IActorRef? sender)
    {
        bool completed = message switch
        {
            ISystemMessage => _result.TrySetException(new InvalidOperationException(
                $"System message of type [{message.GetType()}] is no answer to an Ask")),
            T answer => _result.TrySetResult(answer),
            null when default(T) is null => _result.TrySetResult(default!),
            Status.Failure { Cause: null } => _result.TrySetCanceled(),
            Status.Failure failure => _result.TrySetException(failure.Cause),
            _ => _result.TrySetException(new ArgumentException(
                $"Received message of type [{message?.GetType()}] - Ask expected message of type [{typeof(T)}]")),
        };
        if (completed)
        {
            OnCompleted();
        }

        // Too late, or of the wrong type. Who cancelled an ask does not want to hear of its answer.
        bool taken = completed && message is T or Status.Failure or ISystemMessage or null;
        if (!taken && !_result.Task.IsCanceled)
        {
            _provider.DeadLetters.Tell(new Event.DeadLetter(message!, sender ?? _provider.DeadLetters, this), sender);
        }
    }

    /// <summary>Fails the task, unless it is complete.</summary>
    internal void Fail(Exception cause)
    {
        bool completed = cause is OperationCanceledException canceled
            ? _result.TrySetCanceled(canceled.CancellationToken)
            : _result.TrySetException(cause);
        if (completed)
        {
            OnCompleted();
        }
    }

    private void OnCompleted()
    {
        HashSet<IActorRef>? watchers;
        lock (_result)
        {
            watchers = _watchers;
            _watchers = null;
        }

        if (watchers is not null)
        {
            foreach (IActorRef watcher in watchers)
            {
                ((IInternalActorRef)watcher).SendSystemMessage(new DeathWatchNotification(this, existenceConfirmed: true, addressTerminated: false));
            }
        }

        Expiry?.Dispose();
        if (Volatile.Read(ref _path) is { } path)
        {
            _provider.UnregisterTempActor(path);
        }
    }

    private bool TryAddWatcher(IActorRef watcher)
    {
        lock (_result)
        {
            if (_result.Task.IsCompleted)
            {
                return false;
            }

            (_watchers ??= []).Add(watcher);
            return true;
        }
    }

    private ActorPath MakePath()
    {
        ActorPath made = _provider.TempPath();
        ActorPath path = Interlocked.CompareExchange(ref _path, made, null) ?? made;
        if (ReferenceEquals(path, made))
        {
            _provider.RegisterTempActor(this, path);
            if (_result.Task.IsCompleted)
            {
                _provider.UnregisterTempActor(path);
            }
        }

        return path;
    }
}
