namespace Supervision.TestKit.Internal;

/// <summary>A test reference, whatever its actor's type.</summary>
internal interface IWrappedTestActorRef
{
    InternalTestActorRef Wrapped { get; }
}
