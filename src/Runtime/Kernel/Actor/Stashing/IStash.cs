namespace Supervision.Actor;

/// <summary>Keeps messages back until the actor can deal with them.</summary>
public interface IStash
{
    /// <summary>How many messages are kept.</summary>
    int Count { get; }

    /// <summary>How many messages can be kept; -1 for any number.</summary>
    int Capacity { get; }

    /// <summary>True when nothing is kept.</summary>
    bool IsEmpty { get; }

    /// <summary>True when something is kept.</summary>
    bool NonEmpty { get; }

    /// <summary>True when nothing more can be kept.</summary>
    bool IsFull { get; }

    /// <summary>Keeps the message that is processed.</summary>
    /// <exception cref="IllegalActorStateException">It is kept already.</exception>
    /// <exception cref="StashOverflowException">The stash is full.</exception>
    void Stash();

    /// <summary>Puts the oldest message back in front of the mailbox.</summary>
    void Unstash();

    /// <summary>Puts all messages back in front of the mailbox, the oldest first.</summary>
    void UnstashAll();

    /// <summary>Puts the messages back that fit; the others are dropped from the stash.</summary>
    void UnstashAll(Func<Envelope, bool> predicate);

    /// <summary>Empties the stash and gives what was in it, the oldest first.</summary>
    IEnumerable<Envelope> ClearStash();

    /// <summary>Puts messages in front of those in the stash.</summary>
    void Prepend(IEnumerable<Envelope> envelopes);
}
