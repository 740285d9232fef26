using Supervision.Dispatch;
using Supervision.Dispatch.SysMsg;

namespace Supervision.Actor.Internal;

/// <summary>The part of a cell that most actors never need. Belongs to the thread that runs the cell.</summary>
internal sealed class CellExtras
{
    /// <summary>Behaviours above the actor's own.</summary>
    public Stack<Receive>? Behaviors { get; set; }

    /// <summary>Whether the instance is one of <see cref="ILogReceive"/> and the settings say that such are logged.</summary>
    public bool LogsReceive { get; set; }

    /// <summary>Who made this actor fail: itself, a child, or null when it has not failed.</summary>
    public IActorRef? FailedBy { get; set; }

    /// <summary>System messages that wait until the failure is handled or the children are gone.</summary>
    public Queue<SystemMessage>? Postponed { get; set; }

    public ActorTaskScheduler? TaskScheduler { get; set; }

    /// <summary>Asynchronous handlers that are not done; user messages wait for them.</summary>
    public int Awaiting { get; set; }

    /// <summary>Asynchronous handlers whose outcome goes to a test and not to the supervisor; null outside of tests.</summary>
    public List<Task>? Observed { get; set; }

    /// <summary>Changes with every message.</summary>
    public int EnvelopeId { get; set; }

    /// <summary>Counts instances: what an earlier instance left running must not fail the present one.</summary>
    public int Generation { get; set; }

    public ReceiveTimeoutState? Timeout { get; set; }

    public AbstractStash? Stash { get; set; }

    public TimerScheduler? Timers { get; set; }
}
