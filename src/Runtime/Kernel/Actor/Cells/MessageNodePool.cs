namespace Supervision.Actor.Internal;

// Overview
// A message is queued by one thread and processed by another, so nodes flow from consumers back to producers. Each thread
// keeps two magazines of free nodes; only when both are empty (or full) does it trade a whole magazine with the shared
// depot, once per MagazineSize messages. The depot is a bounded ring of magazines with a sequence number per slot: no locks,
// and no ABA, because a slot is claimed by its number and not by what is in it. What does not fit is left to the collector.

/// <summary>Free nodes of one thread.</summary>
internal sealed class MessageNodePool
{
    private const int MagazineSize = 64;

    [ThreadStatic]
    private static MessageNodePool? _current;

    private MessageNode? _loaded;
    private MessageNode? _spare;
    private int _loadedCount;

    /// <summary>The pool of the running thread.</summary>
    public static MessageNodePool Current => _current ?? Make();

    public MessageNode Rent(object message, IActorRef? sender)
    {
        MessageNode? node = _loaded;
        if (node is null)
        {
            node = Reload();
        }

        _loaded = node.Next;
        _loadedCount--;
        node.Next = null;
        node.Message = message;
        node.Sender = sender;
        return node;
    }

    public void Return(MessageNode node)
    {
        node.Message = null;
        node.Sender = null;
        if (_loadedCount >= MagazineSize)
        {
            Unload();
        }

        node.Next = _loaded;
        _loaded = node;
        _loadedCount++;
    }

    private static MessageNodePool Make() => _current = new MessageNodePool();

    private MessageNode Reload()
    {
        MessageNode? magazine = _spare;
        if (magazine is not null)
        {
            _spare = null;
        }
        else
        {
            magazine = MessageNodeDepot.TryTake();
        }

        _loadedCount = magazine is null ? 1 : MagazineSize;
        return magazine ?? new MessageNode();
    }

    private void Unload()
    {
        if (_spare is not null)
        {
            MessageNodeDepot.TryPut(_spare);
        }

        _spare = _loaded;
        _loaded = null;
        _loadedCount = 0;
    }
}
