using Supervision.Actor.Internal;
using Supervision.Dispatch.SysMsg;

namespace Supervision.Actor;

/// <summary>The inside of an actor as its reference sees it.</summary>
public interface ICell
{
    /// <summary>The reference of the actor.</summary>
    IActorRef Self { get; }

    /// <summary>The system.</summary>
    ActorSystem System { get; }

    /// <summary>The system, for the kernel.</summary>
    ActorSystemImpl SystemImpl { get; }

    /// <summary>The recipe of the actor.</summary>
    Props Props { get; }

    /// <summary>The supervisor.</summary>
    IInternalActorRef Parent { get; }

    /// <summary>The children.</summary>
    IChildrenContainer ChildrenContainer { get; }

    /// <summary>True when the actor is in this process.</summary>
    bool IsLocal { get; }

    /// <summary>True once the actor is stopped for good.</summary>
    bool IsTerminated { get; }

    /// <summary>True when user messages wait.</summary>
    bool HasMessages { get; }

    /// <summary>How many user messages wait; exact for an actor that is idle, an estimate otherwise.</summary>
    int NumberOfMessages { get; }

    /// <summary>Starts the actor.</summary>
    void Start();

    /// <summary>Suspends the actor.</summary>
    void Suspend();

    /// <summary>Resumes the actor.</summary>
    void Resume(Exception? causedByFailure);

    /// <summary>Restarts the actor.</summary>
    void Restart(Exception cause);

    /// <summary>Stops the actor.</summary>
    void Stop();

    /// <summary>Queues a user message.</summary>
    void SendMessage(IActorRef? sender, object message);

    /// <summary>Queues a system message.</summary>
    void SendSystemMessage(ISystemMessage message);

    /// <summary>One child by name; <see cref="Nobody"/> when there is none.</summary>
    IInternalActorRef GetSingleChild(string name);

    /// <summary>The statistics of one child by name.</summary>
    bool TryGetChildStatsByName(string name, out IChildStats? child);
}
