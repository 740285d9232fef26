using Supervision.Actor;

namespace Supervision.Dispatch.SysMsg;

/// <summary>A message of the kernel to a cell; it overtakes user messages and is processed by suspended actors too.</summary>
public interface ISystemMessage : INoSerializationVerificationNeeded
{
}

/// <summary>The base of all system messages. One instance can be sent once only: it is its own queue node.</summary>
public abstract class SystemMessage : ISystemMessage
{
    /// <summary>The next message of the queue that this one is in.</summary>
    internal SystemMessage? Next { get; set; }

    /// <summary>True when the message is in no queue.</summary>
    public bool Unlinked => Next is null;

    /// <summary>Takes the message out of the chain that it was queued in.</summary>
    public void Unlink() => Next = null;

    /// <summary>True for what must wait while the actor is suspended by a failure.</summary>
    internal virtual bool WaitsForFailure => false;

    /// <summary>True for what must wait while the actor waits for children to stop before it is made anew.</summary>
    internal virtual bool WaitsForChildren => false;
}
