using Supervision.Actor;
using Supervision.TestKit.Internal;

namespace Supervision.TestKit;

/// <summary>A test actor with its own queue, which can take the place of any actor and answers as one.</summary>
public partial class TestProbe : TestKitBase, INoImplicitSender
{
    /// <summary>Makes a probe; tests use <see cref="TestKitBase.CreateTestProbe(string?)"/>.</summary>
    public TestProbe(ActorSystem system, ITestKitAssertions assertions, string? testProbeName = null)
        : base(assertions, system, testProbeName)
    {
    }

    /// <summary>The probe's actor.</summary>
    public IActorRef Ref => TestActor;

    /// <summary>Who sent the message examined last.</summary>
    /// <exception cref="IllegalActorStateException">No message has been examined.</exception>
    public IActorRef Sender =>
        LastEnvelope is NullMessageEnvelope
            ? throw new IllegalActorStateException($"The probe {Ref.Path.Name} has examined no message; there is no sender.")
            : LastSender!;

    /// <summary>Sends a message to the actor, with the probe as sender.</summary>
    public void Send(IActorRef actor, object message) => actor.Tell(message, TestActor);

    /// <summary>Sends a message to the actor, with the sender of the message examined last as sender.</summary>
    public void Forward(IActorRef actor, object message) => actor.Tell(message, Sender);

    /// <summary>Sends the message examined last to the actor, with its own sender.</summary>
    /// <exception cref="IllegalActorStateException">No message has been examined.</exception>
    public void Forward(IActorRef actor) => actor.Tell(LastMessage!, Sender);

    /// <summary>Answers the message examined last.</summary>
    /// <exception cref="IllegalActorStateException">No message has been examined.</exception>
    public void Reply(object message) => Sender.Tell(message, TestActor);

#pragma warning disable CS0809 // A probe inherits the method, and the compiler shall say that it is not for probes.
    /// <summary>Not offered: make probes from the kit.</summary>
    [Obsolete("A probe does not make probes; the kit does.", true)]
    public override TestProbe CreateTestProbe(string? name = null) =>
        throw new NotSupportedException("A probe does not make probes; the kit does.");
#pragma warning restore CS0809

    /// <inheritdoc/>
    public override bool Equals(object? obj) => TestActor.Equals(obj is TestProbe probe ? probe.TestActor : obj);

    /// <inheritdoc/>
    public override int GetHashCode() => TestActor.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => $"TestProbe({TestActor})";
}
