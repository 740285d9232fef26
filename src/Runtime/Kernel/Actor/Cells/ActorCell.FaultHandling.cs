using System.Diagnostics.CodeAnalysis;
using Supervision.Actor.Internal;
using Supervision.Dispatch.SysMsg;
using Supervision.Event;

namespace Supervision.Actor;

// Overview
// A failing actor suspends itself and its children and reports to its parent with a system message; the parent's strategy
// answers with Resume, Recreate or Terminate. Suspensions are counted, because an actor can be suspended for its own failure
// and for one of an ancestor at the same time. Restarting and stopping wait for children without blocking: the reason is kept
// with the children, and the last one to go continues the work (HandleChildTerminated).

/// <content>Creation, failure, restart and stop.</content>
public partial class ActorCell
{
    private bool IsFailed => _extras?.FailedBy is not null;

    private bool Debugs => _system.Settings.DebugLifecycle;

    /// <summary>Makes the actor instance; test cells override this.</summary>
    protected virtual ActorBase CreateNewActorInstance() => _props.NewActor();

    [SuppressMessage("Design", "CA1031", Justification = "Any failure of an actor is its supervisor's to judge.")]
    private void Create()
    {
        try
        {
            ActorBase created = NewActor();
            created.AroundPreStart();
            if (Debugs)
            {
                Publish(new Debug(_self.Path.ToString(), ActorType, "Started (" + created + ")"));
            }

            if (_system.Settings.EmitActorTelemetry)
            {
                _system.EventStream.Publish(new ActorStarted(_self, ActorType));
            }

            _extras?.Timeout?.Touch();
        }
        catch (Exception cause)
        {
            _extras?.Timeout?.Cancel();
            _extras?.Timers?.CancelAll();
            _actor = null;
            HandleInvokeFailure(new ActorInitializationException(_self, "Exception during creation", cause));
        }
    }

    private ActorBase NewActor()
    {
        _behavior = null;
        if (_extras is { } extras)
        {
            extras.Behaviors = null;
            extras.Stash = null;
            extras.Timers = null;
            ForgetAwaiting(extras);
        }

        _children?.ForgetStrategy();
        _instanceCleared = false;
        ActorBase created = CreateNewActorInstance()
            ?? throw new ActorInitializationException(_self, "Props.NewActor() gave null; an actor instance is needed", null);
        created.Attach(this);
        _actor = created;
        if (created is IActorStash stashing)
        {
            stashing.Stash = StashFactory.CreateStash(this, stashing);
        }

        if (_system.Settings.AddLoggingReceive && created is ILogReceive)
        {
            Extras.LogsReceive = true;
        }

        (created as IInitializableActor)?.Init();
        return created;
    }

    private void FaultSuspend()
    {
        SuspendNonRecursive();
        SuspendChildren(null);
    }

    private void FaultResume(Exception? cause)
    {
        if (_actor is null)
        {
            FaultCreate();
            return;
        }

        if (_instanceCleared && cause is not null)
        {
            FaultRecreate(cause);
            return;
        }

        IActorRef? perpetrator = _extras?.FailedBy;
        ResumeNonRecursive();
        if (cause is not null)
        {
            ClearFailed();
        }

        if (_extras is not { Awaiting: > 0 })
        {
            ClearCurrentMessage();
        }

        ResumeChildren(cause, perpetrator);
    }

    // The instance could never be made: start again, without the children that a half-run constructor left.
    private void FaultCreate()
    {
        // Told to stop in between: it waits for its children already, to stop after them.
        if (IsTerminating)
        {
            return;
        }

        StopChildren();
        if (!SetChildrenTerminationReason(new SuspendReason.Creation()))
        {
            FinishCreate();
        }
    }

    private void FinishCreate()
    {
        ResumeNonRecursive();
        ClearFailed();
        Create();
    }

    [SuppressMessage("Design", "CA1031", Justification = "A failing hook must not stop the restart.")]
    private void FaultRecreate(Exception cause)
    {
        if (_actor is not { } failed)
        {
            FaultCreate();
            return;
        }

        if (_children is { IsNormal: false })
        {
            // Stopping already: keep the number of suspensions right and do no more.
            FaultResume(null);
            return;
        }

        // Restarted by itself, not after a failure: nothing may be processed between the two instances.
        if (SuspendCount == 0)
        {
            SuspendNonRecursive();
        }

        if (!_instanceCleared)
        {
            object? optionalMessage = _currentMessage;
            try
            {
                failed.AroundPreRestart(cause, optionalMessage!);
            }
            catch (Exception e)
            {
                PreRestartException wrapped = new(_self, e, cause, optionalMessage);
                Publish(new Error(wrapped, _self.Path.ToString(), failed.GetType(), e.Message));
            }

            _instanceCleared = true;
            LeaveInstance(failed);
        }

        ClearCurrentMessage();
        if (!SetChildrenTerminationReason(new SuspendReason.Recreation(cause)))
        {
            FinishRecreate(cause);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Any failure of an actor is its supervisor's to judge.")]
    private void FinishRecreate(Exception cause)
    {
        IReadOnlyCollection<IInternalActorRef> survivors = ChildrenContainer.Children;
        try
        {
            ResumeNonRecursive();
            ClearFailed();
            ActorBase fresh = NewActor();
            fresh.AroundPostRestart(cause, null!);
            if (Debugs)
            {
                Publish(new Debug(_self.Path.ToString(), fresh.GetType(), "Restarted (" + fresh + ")"));
            }

            if (_system.Settings.EmitActorTelemetry)
            {
                _system.EventStream.Publish(new ActorRestarted(_self, ActorType, cause));
            }

            foreach (IInternalActorRef child in survivors)
            {
                child.Restart(cause);
            }

            _extras?.Timeout?.Touch();
        }
        catch (Exception e)
        {
            // PreRestart must not run for an instance that never came to life.
            _instanceCleared = true;
            _extras?.Timers?.CancelAll();
            HandleInvokeFailure(new PostRestartException(_self, e, cause), null, survivors);
        }
    }

    private void Terminate()
    {
        _extras?.Timeout?.Cancel();
        UnwatchWatchedActors();
        bool wasTerminating = _children?.IsTerminating ?? false;

        // First closed, then stopped: a child that another thread adds in between would outlive this actor.
        (Interlocked.CompareExchange(ref _children, ChildrenContainerState.Terminated, null) ?? ChildrenContainerState.Terminated).Close();
        StopChildren();
        if (SetChildrenTerminationReason(SuspendReason.Termination.Instance))
        {
            if (!wasTerminating)
            {
                SuspendNonRecursive();
                Extras.FailedBy = _self;
                if (Debugs)
                {
                    Publish(new Debug(_self.Path.ToString(), ActorType, "stopping"));
                }
            }
        }
        else
        {
            FinishTerminate();
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "A failing hook must not stop the termination.")]
    private void FinishTerminate()
    {
        _children = ChildrenContainerState.Terminated;
        ActorBase? last = _actor;
        if (last is not null)
        {
            try
            {
                last.AroundPostStop();
            }
            catch (Exception e)
            {
                Publish(new Error(e, _self.Path.ToString(), last.GetType(), e.Message));
            }

            LeaveInstance(last);
        }

        _dispatcher.Detach(this);
        Parent.SendSystemMessage(new DeathWatchNotification(_self, existenceConfirmed: true, addressTerminated: false));
        TellWatchersWeDied();
        UnwatchWatchedActors();
        if (Debugs)
        {
            Publish(new Debug(_self.Path.ToString(), ActorType, "stopped"));
        }

        if (_system.Settings.EmitActorTelemetry)
        {
            _system.EventStream.Publish(new ActorStopped(_self, ActorType));
        }

        _actor = null;
        _behavior = null;
        _watch = null;
        _extras = null;
        ClearCurrentMessage();
        if (last is not null)
        {
            _props.Release(last);
        }
    }

    /// <summary>Closes the mailbox; the dispatcher does this when the cell leaves it.</summary>
    internal void CleanUpMailbox() => CloseMailbox();

    // What belongs to one instance and not to the actor: stashed messages go back to the mailbox, timers end.
    private void LeaveInstance(ActorBase instance)
    {
        if (_extras is not { } extras)
        {
            return;
        }

        extras.Timers?.CancelAll();
        if (instance is IActorStash)
        {
            extras.Stash?.UnstashAll();
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The last resort when reporting a failure fails.")]
    private void HandleInvokeFailure(Exception cause, IActorRef? failedChild = null, IReadOnlyCollection<IInternalActorRef>? notToSuspend = null)
    {
        // The first failure counts; what goes wrong before it is handled is part of it.
        if (IsFailed)
        {
            return;
        }

        try
        {
            SuspendNonRecursive();
            Extras.FailedBy = failedChild ?? _self;
            SuspendChildren(failedChild, notToSuspend);
            Parent.SendSystemMessage(new Failed(_self, cause, UidOfSelf));
        }
        catch (Exception e)
        {
            Publish(new Error(e, _self.Path.ToString(), ActorType, $"Emergency stop: exception in failure handling for {cause.GetType()}: {cause}"));
            StopChildren();
            FinishTerminate();
        }
    }

    private void HandleFailure(Failed failed)
    {
        if (_actor is null || !TryGetChildStatsByRef(failed.Child, out ChildRestartStats? stats) || stats.Uid != failed.Uid)
        {
            if (Debugs)
            {
                Publish(new Debug(_self.Path.ToString(), ActorType, $"dropping {failed} from unknown child or an earlier incarnation"));
            }

            return;
        }

        object? message = _currentMessage;
        IActorRef? sender = _currentSender;
        _currentMessage = failed;
        _currentSender = failed.Child;
        bool handled;
        try
        {
            handled = Strategy.HandleFailure(this, failed.Child, failed.Cause, stats, ChildrenContainer.Stats);
        }
        finally
        {
            _currentMessage = message;
            _currentSender = sender;
        }

        if (!handled)
        {
            HandleInvokeFailure(failed.Cause, failed.Child);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Any failure of an actor is its supervisor's to judge.")]
    private void HandleChildTerminated(IActorRef child)
    {
        SuspendReason? reason = RemoveChildAndGetStateChange(child);
        if (_actor is not null && !_instanceCleared && !IsTerminated)
        {
            try
            {
                Strategy.HandleChildTerminated(this, child, ChildrenOrNew);
            }
            catch (Exception e)
            {
                HandleInvokeFailure(e);
            }
        }

        switch (reason)
        {
            case SuspendReason.Recreation recreation:
                FinishRecreate(recreation.Cause);
                break;
            case SuspendReason.Creation:
                FinishCreate();
                break;
            case SuspendReason.Termination:
                FinishTerminate();
                break;
            default:
                break;
        }
    }

    private SupervisorStrategy Strategy
    {
        get
        {
            ChildrenContainerState children = ChildrenOrNew;
            return children.Strategy ??= _props.SupervisorStrategy ?? _actor!.StrategyOfActor();
        }
    }

    private long UidOfSelf => _self is ActorRefBase known ? known.UidOfRef : _self.Path.Uid;

    private void ClearFailed()
    {
        if (_extras is { } extras)
        {
            extras.FailedBy = null;
        }
    }

    private void SuspendNonRecursive() => Interlocked.Add(ref _mailbox.Status, SuspendUnit);

    private void ResumeNonRecursive()
    {
        if (SuspendCount > 0)
        {
            Interlocked.Add(ref _mailbox.Status, -SuspendUnit);
        }
    }
}
