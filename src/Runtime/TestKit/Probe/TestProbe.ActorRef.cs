using Supervision.Actor;
using Supervision.Dispatch.SysMsg;

namespace Supervision.TestKit;

// The probe in the place of an actor reference: everything goes to the reference of its own actor.
public partial class TestProbe : IInternalActorRef
{
    private IInternalActorRef Internal => (IInternalActorRef)TestActor;

    ActorPath IActorRef.Path => TestActor.Path;

    IInternalActorRef IInternalActorRef.Parent => Internal.Parent;

    IActorRefProvider IInternalActorRef.Provider => Internal.Provider;

    bool IInternalActorRef.IsTerminated => Internal.IsTerminated;

    bool IActorRefScope.IsLocal => Internal.IsLocal;

    /// <inheritdoc/>
    public int CompareTo(object? obj) => TestActor.CompareTo(obj is TestProbe probe ? probe.TestActor : obj);

    /// <inheritdoc/>
    public void SendSystemMessage(ISystemMessage message) => Internal.SendSystemMessage(message);

    /// <summary>Sends a system message; system messages have no sender.</summary>
    public void SendSystemMessage(ISystemMessage message, IActorRef? sender) => Internal.SendSystemMessage(message);

    bool IEquatable<IActorRef>.Equals(IActorRef? other) => TestActor.Equals(other is TestProbe probe ? probe.TestActor : other);

    int IComparable<IActorRef>.CompareTo(IActorRef? other) => TestActor.CompareTo(other is TestProbe probe ? probe.TestActor : other);

    void ICanTell.Tell(object message, IActorRef? sender) => TestActor.Tell(message, sender);

    IActorRef IInternalActorRef.GetChild(IReadOnlyList<string> name) => Internal.GetChild(name);

    void IInternalActorRef.Resume(Exception? causedByFailure) => Internal.Resume(causedByFailure);

    void IInternalActorRef.Start() => Internal.Start();

    void IInternalActorRef.Stop() => Internal.Stop();

    void IInternalActorRef.Restart(Exception cause) => Internal.Restart(cause);

    void IInternalActorRef.Suspend() => Internal.Suspend();
}
