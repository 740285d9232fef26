using Supervision.Actor;

namespace Supervision.Routing;

/// <summary>A message about the listeners of an actor; see <see cref="ListenerSupport.ListenerReceive"/>.</summary>
public abstract class ListenerMessage
{
}

/// <summary>Adds a listener.</summary>
public sealed class Listen(IActorRef listener) : ListenerMessage
{
    /// <summary>Who listens.</summary>
    public IActorRef Listener { get; } = listener;
}

/// <summary>Takes a listener away.</summary>
public sealed class Deafen(IActorRef listener) : ListenerMessage
{
    /// <summary>Who listens no more.</summary>
    public IActorRef Listener { get; } = listener;
}

/// <summary>Runs a function on each listener, inside the actor that they listen to.</summary>
public sealed class WithListeners(Action<IActorRef> listenerFunction) : ListenerMessage
{
    /// <summary>The function.</summary>
    public Action<IActorRef> ListenerFunction { get; } = listenerFunction;
}
