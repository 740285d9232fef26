namespace Supervision.Actor;

/// <summary>Identity and ordering, which are the same for every kind of reference.</summary>
public abstract class ActorRefBase : IActorRef
{
    /// <inheritdoc/>
    public abstract ActorPath Path { get; }

    /// <summary>The uid without materialising the path.</summary>
    internal virtual long UidOfRef => Path.Uid;

    /// <summary>Whether null can be told: it can be an answer, but no message.</summary>
    private protected virtual bool TakesNull => false;

    /// <inheritdoc/>
    public void Tell(object message, IActorRef? sender)
    {
        if (message is null && !TakesNull)
        {
            throw new ArgumentNullException(nameof(message));
        }

        TellInternal(message!, sender);
    }

    /// <summary>Delivers a message that is known not to be null.</summary>
    protected abstract void TellInternal(object message, IActorRef? sender);

    /// <inheritdoc/>
    public virtual bool Equals(IActorRef? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is null || (other is ActorRefBase theirs && theirs.UidOfRef != UidOfRef))
        {
            return false;
        }

        return Path.Uid == other.Path.Uid && Path.Equals(other.Path);
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is IActorRef other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        // Equal references have equal uids, and a uid is never given twice: no need to walk the path.
        long uid = UidOfRef;
        return uid == ActorCell.UndefinedUid ? Path.GetHashCode() : uid.GetHashCode();
    }

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        IActorRef other => CompareTo(other),
        _ => throw new ArgumentException($"Object must be of type {nameof(IActorRef)}.", nameof(obj)),
    };

    /// <inheritdoc/>
    public int CompareTo(IActorRef? other)
    {
        if (other is null)
        {
            return 1;
        }

        int byPath = Path.CompareTo(other.Path);
        return byPath != 0 ? byPath : Path.Uid.CompareTo(other.Path.Uid);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Path.Uid == ActorCell.UndefinedUid ? $"[{Path}]" : $"[{Path}#{Path.Uid}]";
}
