using System.Diagnostics.CodeAnalysis;
using Supervision.Actor;
using Supervision.Dispatch.SysMsg;
using Supervision.Event;

namespace Supervision.Dispatch;

/// <summary>Runs actors. Derive from it to run them in another way.</summary>
public abstract class MessageDispatcher
{
    /// <summary>How many messages an actor processes before others get their turn, when nothing is configured.</summary>
    public const int DefaultThroughput = 100;

    private int _throughput = DefaultThroughput;

    /// <summary>Makes a dispatcher.</summary>
    protected MessageDispatcher(MessageDispatcherConfigurator configurator)
    {
        Configurator = configurator;
        Id = Dispatchers.DefaultDispatcherId;
        InterceptsDispatch = GetType() != typeof(Dispatcher) && this is not (ThreadPoolDispatcher or PinnedDispatcher or CurrentSynchronizationContextDispatcher);
    }

    /// <summary>What made this dispatcher.</summary>
    public MessageDispatcherConfigurator Configurator { get; }

    /// <summary>The event stream of the system.</summary>
    public EventStream EventStream => Configurator.Prerequisites.EventStream;

    /// <summary>The mailboxes of the system.</summary>
    public Mailboxes Mailboxes => Configurator.Prerequisites.Mailboxes;

    /// <summary>The name in the configuration.</summary>
    public string Id { get; protected set; }

    /// <summary>How many messages an actor processes before others get their turn; at least 1.</summary>
    public int Throughput
    {
        get => _throughput;
        protected set => _throughput = Math.Max(1, value);
    }

    /// <summary>How long an actor processes messages before others get their turn, in 100 ns ticks; null or 0 for no limit.</summary>
    public long? ThroughputDeadlineTime { get; protected set; }

    /// <summary>How long the dispatcher may take to stop.</summary>
    public TimeSpan ShutdownTimeout { get; protected set; }

    /// <summary>True when <see cref="Dispatch"/> may be overridden, and must see every message; the kernel's own do not.</summary>
    internal bool InterceptsDispatch { get; }

    /// <summary>Takes a new actor and makes it start.</summary>
    public virtual void Attach(ActorCell cell) => cell.ScheduleForSystemMessage();

    /// <summary>Lets a stopped actor go; what is left in its mailbox becomes dead letters.</summary>
    public virtual void Detach(ActorCell cell) => cell.CleanUpMailbox();

    /// <summary>Queues a user message and makes its actor run.</summary>
    public virtual void Dispatch(ActorCell cell, Envelope envelope)
    {
        cell.Enqueue(envelope.Message, envelope.Sender);
        cell.ScheduleForUserMessage();
    }

    /// <summary>Queues a system message and makes its actor run.</summary>
    public virtual void SystemDispatch(ActorCell cell, SystemMessage message)
    {
        cell.EnqueueSystem(message);
        cell.ScheduleForSystemMessage();
    }

    /// <summary>Runs code on this dispatcher.</summary>
    public void Schedule(Action run) => Schedule(new ActionRunnable(run));

    /// <summary>Runs code on this dispatcher.</summary>
    public void Schedule(IRunnable run) => ExecuteTask(run);

    [SuppressMessage("Design", "CA1031", Justification = "A failing dispatcher must not end the thread of whoever tells.")]
    internal void Execute(ActorCell cell)
    {
        try
        {
            ExecuteTask(cell);
        }
        catch (RejectedExecutionException e)
        {
            // Who tells must not fail because the receiver's threads are gone.
            cell.GiveUpSchedule();
            EventStream.Publish(new Debug(e, Id, GetType(), $"{cell.Self} cannot run any more"));
        }
        catch (Exception e)
        {
            // Thrown after the actor ran, or instead of it: not the teller's failure, and not a reason to end the process. Whether
            // the actor has run cannot be told, so its place is not given to another thread.
            ReportFailure(e);
        }
    }

    internal long DeadlineFromNow() => ThroughputDeadlineTime is { } ticks and > 0
        ? TimeProvider.System.GetTimestamp() + (long)(ticks * ((double)TimeProvider.System.TimestampFrequency / TimeSpan.TicksPerSecond))
        : long.MaxValue;

    internal void ShutdownNow() => Shutdown();

    /// <summary>Runs a work item, now or later, on any thread.</summary>
    protected abstract void ExecuteTask(IRunnable run);

    /// <summary>Stops the threads of this dispatcher, if it has its own.</summary>
    protected abstract void Shutdown();

    /// <summary>Logs a failure of the dispatcher itself.</summary>
    protected void ReportFailure(Exception ex) => EventStream.Publish(new Error(ex, GetType().FullName!, GetType(), ex.Message));
}
