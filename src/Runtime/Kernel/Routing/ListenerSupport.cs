using System.Diagnostics.CodeAnalysis;
using Supervision.Actor;

namespace Supervision.Routing;

/// <summary>The listeners of one actor. Belongs to that actor; a listener that stops stays until it is removed.</summary>
public class ListenerSupport
{
    /// <summary>Who listens; each once.</summary>
    [SuppressMessage("Design", "CA1051:Do not declare visible instance fields", Justification = "The API of Akka.NET.")]
    protected readonly HashSet<IActorRef> Listeners = [];

    /// <summary>Handles <see cref="ListenerMessage"/>; gives false for all other messages.</summary>
    public Receive ListenerReceive => message =>
    {
        switch (message)
        {
            case Listen listen:
                Add(listen.Listener);
                return true;
            case Deafen deafen:
                Remove(deafen.Listener);
                return true;
            case WithListeners with:
                foreach (IActorRef listener in Listeners)
                {
                    with.ListenerFunction(listener);
                }

                return true;
            default:
                return false;
        }
    };

    /// <summary>Adds a listener; nothing happens when it listens already.</summary>
    public void Add(IActorRef actor) => Listeners.Add(actor);

    /// <summary>Takes a listener away; nothing happens when it does not listen.</summary>
    public void Remove(IActorRef actor) => Listeners.Remove(actor);

    /// <summary>Sends a message to all listeners, with the running actor as sender.</summary>
    public void Gossip(object message)
    {
        foreach (IActorRef listener in Listeners)
        {
            listener.Tell(message);
        }
    }

    /// <summary>Sends a message to all listeners.</summary>
    public void Gossip(object message, IActorRef? sender)
    {
        foreach (IActorRef listener in Listeners)
        {
            listener.Tell(message, sender);
        }
    }
}
