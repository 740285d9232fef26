using Supervision.Actor;

namespace Supervision.Dispatch.SysMsg;

/// <summary>Replaces the instance of an actor.</summary>
public sealed class Recreate : SystemMessage
{
    /// <summary>Makes the message.</summary>
    public Recreate(Exception cause)
    {
        Cause = cause;
    }

    /// <summary>Why the actor restarts.</summary>
    public Exception Cause { get; }

    internal override bool WaitsForChildren => true;

    /// <inheritdoc/>
    public override string ToString() => $"<Recreate>{(Cause is null ? string.Empty : " Cause: " + Cause)}";
}

/// <summary>Holds back the user messages of an actor.</summary>
public sealed class Suspend : SystemMessage
{
    internal override bool WaitsForChildren => true;

    /// <inheritdoc/>
    public override string ToString() => "<Suspend>";
}

/// <summary>Takes back one <see cref="Suspend"/>.</summary>
public sealed class Resume : SystemMessage
{
    /// <summary>Makes the message.</summary>
    /// <param name="causedByFailure">The failure that is now handled, or null.</param>
    public Resume(Exception? causedByFailure)
    {
        CausedByFailure = causedByFailure;
    }

    /// <summary>The failure that is now handled, or null.</summary>
    public Exception? CausedByFailure { get; set; }

    internal override bool WaitsForChildren => true;

    /// <inheritdoc/>
    public override string ToString() => $"<Resume>{(CausedByFailure is null ? string.Empty : " CausedByFailure: " + CausedByFailure)}";
}

/// <summary>Stops an actor for good.</summary>
public sealed class Terminate : SystemMessage, IPossiblyHarmful, Supervision.Event.IDeadLetterSuppression
{
    /// <inheritdoc/>
    public override string ToString() => "<Terminate>";
}

/// <summary>Does nothing but wake a cell up.</summary>
public sealed class NoMessage : SystemMessage
{
    /// <inheritdoc/>
    public override string ToString() => "NoMessage";
}

/// <summary>Tells the parent that a child exists; a synthetic parent that keeps no children may ignore it.</summary>
public sealed class Supervise : SystemMessage
{
    /// <summary>Makes the message.</summary>
    public Supervise(IActorRef child, bool async)
    {
        Child = child;
        Async = async;
    }

    /// <summary>The child.</summary>
    public IActorRef Child { get; }

    /// <summary>True when the child starts on a thread of its own.</summary>
    public bool Async { get; }

    /// <inheritdoc/>
    public override string ToString() => $"<Supervise>: {Child}{(Async ? " Async" : string.Empty)}";
}

/// <summary>Tells the parent that a child failed.</summary>
public sealed class Failed : SystemMessage
{
    /// <summary>Makes the message.</summary>
    /// <param name="child">Who failed.</param>
    /// <param name="cause">Why.</param>
    /// <param name="uid">The uid of the child: a failure of an earlier incarnation is dropped.</param>
    public Failed(IActorRef child, Exception cause, long uid)
    {
        Child = child;
        Cause = cause;
        Uid = uid;
    }

    /// <summary>Who failed.</summary>
    public IActorRef Child { get; }

    /// <summary>Why.</summary>
    public Exception Cause { get; }

    /// <summary>The uid of the child.</summary>
    public long Uid { get; }

    internal override bool WaitsForFailure => true;

    internal override bool WaitsForChildren => true;

    /// <inheritdoc/>
    public override string ToString() => $"<Failed>: {Child} ({Uid}), Cause={Cause}";
}
