using System.Diagnostics.CodeAnalysis;
using Supervision.Actor;
using Supervision.Util;

namespace Supervision.TestKit;

/// <summary>The protocol of the actor behind a kit or probe.</summary>
public static class TestActor
{
    /// <summary>True for messages that are dropped instead of queued.</summary>
    public delegate bool Ignore(object message);

    /// <inheritdoc cref="AutoPilot.KeepRunning"/>
    public static AutoPilot KeepRunning => AutoPilot.KeepRunning;

    /// <inheritdoc cref="AutoPilot.NoAutoPilot"/>
    public static AutoPilot NoAutoPilot => AutoPilot.NoAutoPilot;

    /// <inheritdoc cref="NullMessageEnvelope"/>
    public static NullMessageEnvelope NullMessage => NullMessageEnvelope.Instance;

    /// <summary>Sets which messages are dropped.</summary>
    public class SetIgnore(Ignore? ignore) : INoSerializationVerificationNeeded
    {
        /// <summary>The predicate; null drops nothing.</summary>
        public Ignore? Ignore { get; } = ignore;
    }

    /// <summary>Installs an auto-pilot.</summary>
    public class SetAutoPilot(AutoPilot autoPilot) : INoSerializationVerificationNeeded
    {
        /// <summary>The auto-pilot.</summary>
        public AutoPilot AutoPilot { get; } = autoPilot;
    }

    /// <summary>Makes the test actor watch another.</summary>
    public class Watch(IActorRef actorToWatch) : INoSerializationVerificationNeeded
    {
        /// <summary>The actor to watch.</summary>
        public IActorRef Actor { get; } = actorToWatch;

        internal TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Makes the test actor stop watching another.</summary>
    public class Unwatch(IActorRef actorToUnwatch) : INoSerializationVerificationNeeded
    {
        /// <summary>The actor to watch no more.</summary>
        public IActorRef Actor { get; } = actorToUnwatch;

        internal TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Makes the test actor create a child.</summary>
    [SuppressMessage("Design", "CA1051:Do not declare visible instance fields", Justification = "The API of Akka.TestKit.")]
    public class Spawn(Props props, Option<string> name, Option<SupervisorStrategy> supervisorStrategy) : INoSerializationVerificationNeeded
    {
        /// <summary>How to make it.</summary>
        public readonly Props _props = props;

        /// <summary>Its name; none for a made-up one.</summary>
        public readonly Option<string> _name = name;

        /// <summary>How it is supervised; none for the usual way.</summary>
        public readonly Option<SupervisorStrategy> _supervisorStrategy = supervisorStrategy;

        internal TaskCompletionSource<IActorRef> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Creates the child.</summary>
        public IActorRef Apply(IActorRefFactory context) =>
            _name.HasValue ? context.ActorOf(_props, _name.Value) : context.ActorOf(_props);
    }
}
