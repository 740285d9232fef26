namespace Supervision.Actor.Internal;

/// <summary>The handlers of one behaviour, in the order in which they were named.</summary>
internal sealed class MessageHandlers
{
    private MessageHandler[] _handlers = [];
    private int _count;
    private bool _complete;

    public void Add(MessageHandler handler)
    {
        if (_complete)
        {
            throw new InvalidOperationException(
                "A handler that catches all messages has been added. No handler can be added after that.");
        }

        if (_count == _handlers.Length)
        {
            Array.Resize(ref _handlers, Math.Max(2, _count * 2));
        }

        _handlers[_count++] = handler;
        _complete = handler.TakesEverything;
    }

    public bool TryHandle(object message)
    {
        MessageHandler[] handlers = _handlers;
        for (int i = 0; i < _count; i++)
        {
            if (handlers[i].TryHandle(message))
            {
                return true;
            }
        }

        return false;
    }
}
