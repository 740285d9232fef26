namespace Supervision.Event;

/// <summary>That somebody takes a class of events, and what of it they gave up.</summary>
/// <typeparam name="TSubscriber">Who gets events.</typeparam>
/// <typeparam name="TClassifier">What events are classified by.</typeparam>
public class Subscription<TSubscriber, TClassifier>
{
    private readonly HashSet<TClassifier> _unsubscriptions;

    /// <summary>A subscription to a class without some below it.</summary>
    /// <param name="subscriber">Who gets the events.</param>
    /// <param name="unsubscriptions">The classes below that are not wanted.</param>
    public Subscription(TSubscriber subscriber, IEnumerable<TClassifier> unsubscriptions)
    {
        Subscriber = subscriber;
        _unsubscriptions = [.. unsubscriptions];
    }

    /// <summary>A subscription to a class and to all below it.</summary>
    /// <param name="subscriber">Who gets the events.</param>
    public Subscription(TSubscriber subscriber)
        : this(subscriber, [])
    {
    }

    /// <summary>Who gets the events.</summary>
    public TSubscriber Subscriber { get; }

    /// <summary>The classes below that are not wanted.</summary>
    public ISet<TClassifier> Unsubscriptions => _unsubscriptions;
}
