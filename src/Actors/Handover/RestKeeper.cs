namespace Supervision.Actors.Handover;

/// <summary>How a supervisor rests: with all below it, and with what comes meanwhile.</summary>
internal sealed class RestKeeper
{
    private readonly RestQueue _collected = new();
    private RestTicket? _ticket;
    private RestRound? _round;

    /// <summary>Whether the actor rests, and only collects.</summary>
    public bool IsAtRest { get; private set; }

    /// <summary>True where the actor has to take on the behaviour that collects.</summary>
    /// <param name="wish">Null where it was made at rest.</param>
    public bool Begin(Rest? wish)
    {
        if (wish is { Trial: true })
        {
            return false;
        }

        _ticket = wish?.Ticket;
        var isNew = !IsAtRest;
        IsAtRest = true;
        return isNew;
    }

    /// <summary>Passes the wish on.</summary>
    public void Ask(Rest wish, IActorRef asker, IReadOnlyCollection<IActorRef> below)
    {
        _round = new RestRound(wish, asker, below.Count);
        foreach (var one in below)
        {
            one.Tell(wish);
        }
    }

    /// <summary>The round, once, when all below have answered.</summary>
    /// <param name="answer">An answer that came; null for none.</param>
    public RestRound? Complete(Rested? answer)
    {
        if (_round is not { } round)
        {
            return null;
        }

        if (answer is not null && answer.Wish == round.Wish)
        {
            round.Add(answer);
        }

        if (!round.IsComplete)
        {
            return null;
        }

        _round = null;
        return round;
    }

    /// <summary>Keeps a message.</summary>
    /// <param name="message">It comes once more afterwards.</param>
    /// <param name="sender">Its sender.</param>
    /// <param name="interruption">Why the next image must know of it; null where it need not.</param>
    public void Collect(object message, IActorRef sender, string? interruption)
    {
        _collected.Add(message, sender);
        if (interruption is not null)
        {
            _ticket?.Interrupt(interruption);
        }
    }

    /// <summary>The rest is over.</summary>
    public void End(IActorRef self)
    {
        IsAtRest = false;
        _ticket = null;
        _collected.Release(self);
    }
}
