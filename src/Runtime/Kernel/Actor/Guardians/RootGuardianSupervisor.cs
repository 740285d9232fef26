using Supervision.Dispatch.SysMsg;
using Supervision.Event;

namespace Supervision.Actor;

/// <summary>The end of the chain of supervisors: no actor. It stops the root at the first failure and tells when the root has stopped.</summary>
public class RootGuardianSupervisor : MinimalActorRef
{
    private readonly TaskCompletionSource<Status> _terminated;
    private readonly ILoggingAdapter _log;

    /// <summary>Makes the reference.</summary>
    public RootGuardianSupervisor(RootActorPath root, IActorRefProvider provider, TaskCompletionSource<Status> terminationPromise, ILoggingAdapter log)
    {
        Path = root / "_Root-guardian-supervisor";
        Provider = provider;
        _terminated = terminationPromise;
        _log = log;
    }

    /// <inheritdoc/>
    public override ActorPath Path { get; }

    /// <inheritdoc/>
    public override IActorRefProvider Provider { get; }

    /// <summary>What made the root fail, or null.</summary>
    public Exception? CauseOfTermination { get; private set; }

    /// <inheritdoc/>
    public override void Stop() => _terminated.TrySetResult(new Status.Failure(CauseOfTermination ?? new IllegalActorStateException("The root guardian was stopped")));

    /// <inheritdoc/>
    public override void SendSystemMessage(ISystemMessage message)
    {
        switch (message)
        {
            case Failed failed:
                CauseOfTermination = failed.Cause;
                _log.Error(failed.Cause, "guardian failed, shutting down system");
                ((IInternalActorRef)failed.Child).Stop();
                break;
            case DeathWatchNotification:
                _terminated.TrySetResult(CauseOfTermination is null ? Status.Success.Instance : new Status.Failure(CauseOfTermination));
                break;
            default:
                break;
        }
    }

    /// <inheritdoc/>
    protected override void TellInternal(object message, IActorRef? sender) =>
        Provider.DeadLetters.Tell(new DeadLetter(message, sender ?? Provider.DeadLetters, this), sender);
}
