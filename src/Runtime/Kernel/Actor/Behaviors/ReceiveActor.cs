using Supervision.Actor.Internal;

namespace Supervision.Actor;

/// <summary>
/// An actor that names its handlers by message type, in the constructor and in <see cref="Become(Action)"/>. The first handler
/// whose type and predicate fit gets the message.
/// </summary>
public abstract partial class ReceiveActor : UntypedActor, IInitializableActor
{
    private MessageHandlers? _configuring = new();
    private MessageHandlers? _initial;

    void IInitializableActor.Init()
    {
        _initial = _configuring;
        _configuring = null;
    }

    /// <inheritdoc/>
    protected sealed override bool Receive(object message) => _initial!.TryHandle(message);

    /// <summary>Not called: the handlers get the messages.</summary>
    protected sealed override void OnReceive(object message)
    {
    }

    /// <summary>Replaces the handlers by those that <paramref name="configure"/> names.</summary>
    protected void Become(Action configure) => Become(Configure(configure));

    /// <summary>Puts the handlers that <paramref name="configure"/> names on top of the present ones.</summary>
    protected void BecomeStacked(Action configure) => BecomeStacked(Configure(configure));

    private Receive Configure(Action configure)
    {
        MessageHandlers? before = _configuring;
        MessageHandlers handlers = new();
        _configuring = handlers;
        try
        {
            configure();
        }
        finally
        {
            _configuring = before;
        }

        return handlers.TryHandle;
    }

    private void Add(MessageHandler handler)
    {
        if (_configuring is null)
        {
            throw new InvalidOperationException("You may only call Receive-methods when constructing the actor and inside Become().");
        }

        _configuring.Add(handler);
    }
}
