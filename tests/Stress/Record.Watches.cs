namespace Supervision.Stress;

/// <content>Whom the actor watches: exactly one notice for each watch, and none for anybody else.</content>
internal sealed partial class Record
{
    // The value is the token of WatchWith, or 0.
    private readonly Dictionary<Record, int> _watches = [];
    private int _lastToken;

    /// <summary>Watches, unless it does already.</summary>
    public void Watch(IActorContext context, Record subject, bool withMessage)
    {
        lock (_watches)
        {
            if (ReferenceEquals(subject, this) || !_watches.TryAdd(subject, withMessage ? ++_lastToken : 0))
                return;
        }

        if (withMessage)
            context.WatchWith(subject.Ref!, new Gone(subject, _lastToken));
        else
            context.Watch(subject.Ref!);
    }

    /// <summary>Takes a watch back, or none if there is none.</summary>
    public void Unwatch(IActorContext context, Record subject)
    {
        Forget(subject);
        context.Unwatch(subject.Ref!);
    }

    /// <summary>Somebody else takes the watch back.</summary>
    public void Forget(Record subject)
    {
        lock (_watches)
            _watches.Remove(subject);
    }

    /// <summary>A notice came.</summary>
    public void Notified(Record subject, int token)
    {
        lock (_watches)
        {
            if (!_watches.Remove(subject, out var expected))
                Report($"was told that {subject} is dead, which it does not watch");
            else if (expected != token)
                Report($"was told that {subject} is dead by message {token}, not {expected}");
        }

        if (subject.Life is not (Life.Ended or Life.Unborn))
            Report($"was told that {subject} is dead");
    }

    /// <summary>Dead actors that this one watches without having been told.</summary>
    public Record[] Unnoticed()
    {
        lock (_watches)
            return [.. _watches.Keys.Where(subject => subject.IsEnded)];
    }

    public int AnyWatched(ref Dice dice, out Record? subject)
    {
        lock (_watches)
        {
            subject = _watches.Count == 0 ? null : _watches.Keys.ElementAt(dice.Next(_watches.Count));
            return _watches.Count;
        }
    }
}
