using Supervision.Actor;
using Supervision.Actor.Internal;
using Supervision.TestKit.Internal;

namespace Supervision.TestKit;

// In the place of an actor reference: everything goes to the plain reference of the actor.
public abstract partial class TestActorRefBase<TActor> : IInternalActorRef, IWrappedTestActorRef
{
    InternalTestActorRef IWrappedTestActorRef.Wrapped => InternalRef;

    IInternalActorRef IInternalActorRef.Parent => InternalRef.Parent;

    IActorRefProvider IInternalActorRef.Provider => InternalRef.Provider;

    bool IInternalActorRef.IsTerminated => InternalRef.IsTerminated;

    bool IActorRefScope.IsLocal => InternalRef.IsLocal;

    int IComparable<IActorRef>.CompareTo(IActorRef? other) => InternalRef.CompareTo(other);

    IActorRef IInternalActorRef.GetChild(IReadOnlyList<string> name) => InternalRef.GetChild(name);

    void IInternalActorRef.Resume(Exception? causedByFailure) => InternalRef.Resume(causedByFailure);

    void IInternalActorRef.Start() => InternalRef.Start();

    void IInternalActorRef.Stop() => InternalRef.Stop();

    void IInternalActorRef.Restart(Exception cause) => InternalRef.Restart(cause);

    void IInternalActorRef.Suspend() => InternalRef.Suspend();
}
