using System.Diagnostics.CodeAnalysis;
using Supervision.Actor.Internal;
using Supervision.Dispatch.SysMsg;
using Supervision.Event;

namespace Supervision.Actor;

/// <content>Processing of single messages.</content>
public partial class ActorCell
{
    /// <summary>Processes a user message on the calling thread; a failure goes to the supervisor.</summary>
    public void Invoke(Envelope envelope) => Invoke(envelope.Message, envelope.Sender);

    /// <summary>Processes a message and lets exceptions out. For test references only.</summary>
    public void ReceiveMessageForTest(Envelope envelope)
    {
        ActorCell? before = InternalCurrentActorCellKeeper.Current;
        InternalCurrentActorCellKeeper.Current = this;
        try
        {
            _currentMessage = envelope.Message;
            _currentSender = envelope.Sender;
            if (_extras is { } extras)
            {
                extras.EnvelopeId++;
            }

            ReceiveMessage(envelope.Message);
        }
        finally
        {
            if (_extras is not { Awaiting: > 0 })
            {
                ClearCurrentMessage();
            }

            InternalCurrentActorCellKeeper.Current = before;
        }
    }

    /// <summary>Hands a message to the actor's behaviour.</summary>
    protected virtual void ReceiveMessage(object message)
    {
        ActorBase actor = _actor!;
        bool handled = actor.Process(_behavior ?? ActorBase.OwnReceive, message);
        if (_extras is { LogsReceive: true })
        {
            Publish(new Debug(
                _self.Path.ToString(), actor.GetType(), $"received {(handled ? "handled" : "unhandled")} message {message} from {Sender.Path}"));
        }
    }

    /// <summary>Handles the messages that the kernel itself understands.</summary>
    protected virtual void AutoReceiveMessage(Envelope envelope)
    {
        if (_system.Settings.DebugAutoReceive)
        {
            Publish(new Debug(_self.Path.ToString(), ActorType, "received AutoReceiveMessage " + envelope));
        }

        switch (envelope.Message)
        {
            case TimerMessage timer:
                if (_extras?.Timers?.Accept(timer) == true)
                {
                    _currentMessage = timer.Message;
                    _currentSender = timer.Sender;
                    InvokeInner(timer.Message);
                }

                break;
            case Terminated terminated:
                ReceivedTerminated(terminated);
                break;
            case ActorSelectionMessage selection:
                Supervision.Actor.ActorSelection.DeliverSelection(_self, envelope.Sender, selection);
                break;
            case PoisonPill:
                _self.Stop();
                break;
            case Kill:
                HandleInvokeFailure(new ActorKilledException("Kill"));
                break;
            case Identify identify:
                Sender.Tell(new ActorIdentity(identify.MessageId, _self), _self);
                break;
            default:
                ReceiveMessage(envelope.Message);
                break;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Any failure of an actor is its supervisor's to judge.")]
    private void Invoke(object message, IActorRef? sender)
    {
        _currentMessage = message;
        _currentSender = sender;
        if (_extras is { } numbered)
        {
            numbered.EnvelopeId++;
        }

        try
        {
            InvokeInner(message);
            if (_extras is { } extras)
            {
                AfterMessage(extras, message);
            }
            else
            {
                ClearCurrentMessage();
            }
        }
        catch (Exception cause)
        {
            HandleInvokeFailure(cause);
        }
    }

    private void InvokeInner(object message)
    {
        if (message is IAutoReceivedMessage)
        {
            AutoReceiveMessage(new Envelope(message, _currentSender));
        }
        else
        {
            ReceiveMessage(message);
        }
    }

    private void AfterMessage(CellExtras extras, object message)
    {
        // While a handler awaits, or after a failure, the message is still the current one.
        if (extras.Awaiting == 0 && extras.FailedBy is null)
        {
            ClearCurrentMessage();
        }

        extras.Timeout?.Touch(message);
    }

    private void ClearCurrentMessage()
    {
        _currentMessage = null;
        _currentSender = null;
    }

    private void ProcessSystemMessages()
    {
        while (Volatile.Read(ref _mailbox.System) is { } head && !ReferenceEquals(head, SystemQueueClosed))
        {
            SystemMessage? next = Reverse(Interlocked.Exchange(ref _mailbox.System, null));
            while (next is not null)
            {
                SystemMessage message = next;
                next = message.Next;
                message.Unlink();
                if (IsTerminated)
                {
                    HandleAfterDeath(message);
                }
                else if (MustWait(message))
                {
                    (Extras.Postponed ??= new Queue<SystemMessage>()).Enqueue(message);
                }
                else
                {
                    SystemInvoke(message);
                    InvokePostponed();
                }
            }
        }
    }

    private void InvokePostponed()
    {
        if (_extras?.Postponed is not { Count: > 0 } postponed)
        {
            return;
        }

        // What still must wait goes back to the end, so those that wait keep their order. What was done may let others go.
        bool progress;
        do
        {
            progress = false;
            for (int i = postponed.Count; i > 0 && !IsTerminated; i--)
            {
                SystemMessage message = postponed.Dequeue();
                if (MustWait(message))
                {
                    postponed.Enqueue(message);
                }
                else
                {
                    progress = true;
                    SystemInvoke(message);
                }
            }
        }
        while (progress && postponed.Count > 0 && !IsTerminated);
    }

    private bool MustWait(SystemMessage message) =>
        _children is { Reason: SuspendReason.IWaitingForChildren }
            ? message.WaitsForChildren
            : message.WaitsForFailure && SuspendCount > 0;

    [SuppressMessage("Design", "CA1031", Justification = "Any failure of an actor is its supervisor's to judge.")]
    private void SystemInvoke(SystemMessage message)
    {
        try
        {
            switch (message)
            {
                case Failed failed:
                    HandleFailure(failed);
                    break;
                case DeathWatchNotification notification:
                    WatchedActorTerminated(notification.Actor, notification.ExistenceConfirmed, notification.AddressTerminated);
                    break;
                case Watch watch:
                    AddWatcher(watch.Watchee, watch.Watcher);
                    break;
                case Unwatch unwatch:
                    RemWatcher(unwatch.Watchee, unwatch.Watcher);
                    break;
                case ActorTask task:
                    ExecuteActorTask(task.Task);
                    break;
                case Recreate recreate:
                    FaultRecreate(recreate.Cause);
                    break;
                case Dispatch.SysMsg.Suspend:
                    FaultSuspend();
                    break;
                case Resume resume:
                    FaultResume(resume.CausedByFailure);
                    break;
                case Dispatch.SysMsg.Terminate:
                    Terminate();
                    break;
                case ReceiveTimeoutElapsed elapsed:
                    _extras?.Timeout?.Elapsed(elapsed.Generation);
                    break;
                case Supervise:
                case NoMessage:
                    break;
                default:
                    throw new NotSupportedException($"Unknown system message {message.GetType()}");
            }
        }
        catch (Exception cause)
        {
            HandleInvokeFailure(cause);
        }
    }

    private Type ActorType => _actor?.GetType() ?? _props.Type;

    private void Publish(LogEvent logEvent) => _system.EventStream.Publish(logEvent);
}
