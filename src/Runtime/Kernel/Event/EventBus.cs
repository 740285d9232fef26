using System.Diagnostics.CodeAnalysis;

namespace Supervision.Event;

// Overview
// Publishing is the hot path and runs on many threads; subscribing is rare. So the answer to "who gets events of this
// class" is kept per class in a dictionary that is never changed once it is seen by others: a publisher reads it without
// a lock and without allocating. Whoever subscribes or unsubscribes does so under the lock and then throws the whole
// dictionary away; the next publisher of each class works its answer out anew, under the same lock.
//
// A subscriber has subscriptions to classes, each with a set of classes below that were cut out of it
// (Subscription.Unsubscriptions): who takes A and unsubscribes from B, a subclass of A, gets every A but no B. Each subscription
// stands for itself: who takes B as well gets it through that one, and unsubscribing from B ends that one and cuts nothing.

/// <summary>Hands events to those who subscribed to their class or to a class above it.</summary>
/// <typeparam name="TEvent">The type of the events.</typeparam>
/// <typeparam name="TClassifier">What events are classified by.</typeparam>
/// <typeparam name="TSubscriber">Who gets events.</typeparam>
[SuppressMessage("Naming", "CA1716:Identifiers should not match keywords", Justification = "The API of Akka.NET.")]
public abstract class EventBus<TEvent, TClassifier, TSubscriber>
    where TClassifier : notnull
    where TSubscriber : notnull
{
    private readonly Lock _gate = new();
    private readonly List<(TClassifier Classifier, Subscription<TSubscriber, TClassifier> Subscription)> _subscriptions = [];
    private volatile Dictionary<TClassifier, TSubscriber[]> _cache = [];

    /// <summary>A bus without subscribers.</summary>
    protected EventBus()
    {
    }

    /// <summary>Subscribes to a class and to all below it.</summary>
    /// <param name="subscriber">Who gets the events.</param>
    /// <param name="classifier">The class.</param>
    /// <returns>Whether that changed anything; false where the subscriber already had that class.</returns>
    public virtual bool Subscribe(TSubscriber subscriber, TClassifier classifier)
    {
        lock (_gate)
        {
            if (IndexOf(subscriber, classifier) >= 0)
                return false;
            _subscriptions.Add((classifier, new Subscription<TSubscriber, TClassifier>(subscriber)));
            _cache = [];
            return true;
        }
    }

    /// <summary>Ends every subscription of a subscriber.</summary>
    /// <param name="subscriber">Who gets no more events.</param>
    /// <returns>Whether it had any.</returns>
    public virtual bool Unsubscribe(TSubscriber subscriber)
    {
        lock (_gate)
        {
            if (_subscriptions.RemoveAll(s => Same(s.Subscription.Subscriber, subscriber)) == 0)
                return false;
            _cache = [];
            return true;
        }
    }

    /// <summary>
    /// Ends the subscription to exactly that class; where there is none, cuts the class and all below it out of what the subscriber
    /// takes of the classes above.
    /// </summary>
    /// <param name="subscriber">Who gets no more of these events, unless another of its subscriptions has them.</param>
    /// <param name="classifier">The class.</param>
    /// <returns>Whether there was a subscription to that class or to one above it.</returns>
    public virtual bool Unsubscribe(TSubscriber subscriber, TClassifier classifier)
    {
        lock (_gate)
        {
            var found = IndexOf(subscriber, classifier);
            var changed = found >= 0;
            if (changed)
            {
                _subscriptions.RemoveAt(found);
            }
            else
            {
                foreach (var (taken, subscription) in _subscriptions)
                {
                    if (!Same(subscription.Subscriber, subscriber) || !IsSubClassification(taken, classifier))
                        continue;
                    subscription.Unsubscriptions.Add(classifier);
                    changed = true;
                }
            }

            if (changed)
                _cache = [];
            return changed;
        }
    }

    /// <summary>Hands an event to everybody who takes its class, in the order in which they subscribed.</summary>
    /// <param name="event">The event.</param>
    public virtual void Publish(TEvent @event)
    {
        var classifier = GetClassifier(@event);
        if (!_cache.TryGetValue(classifier, out var subscribers))
            subscribers = Resolve(@event, classifier);
        foreach (var subscriber in subscribers)
            Publish(@event, subscriber);
    }

    /// <summary>
    /// Whether an event belongs to a class or to one below it. Asked once for each class of events and each subscription, so it must
    /// say the same of all events of one class.
    /// </summary>
    /// <param name="event">The event.</param>
    /// <param name="classifier">The class.</param>
    /// <returns>Whether it does.</returns>
    protected abstract bool Classify(TEvent @event, TClassifier classifier);

    /// <summary>The class of an event.</summary>
    /// <param name="event">The event.</param>
    /// <returns>Its class.</returns>
    protected abstract TClassifier GetClassifier(TEvent @event);

    /// <summary>Whether a class is another one or is below it.</summary>
    /// <param name="parent">The other one.</param>
    /// <param name="child">The class.</param>
    /// <returns>Whether it is.</returns>
    protected abstract bool IsSubClassification(TClassifier parent, TClassifier child);

    /// <summary>Hands an event to one subscriber.</summary>
    /// <param name="event">The event.</param>
    /// <param name="subscriber">Who gets it.</param>
    protected abstract void Publish(TEvent @event, TSubscriber subscriber);

    /// <summary>The name of an object's type, without its namespace.</summary>
    /// <param name="source">The object.</param>
    /// <returns>The name.</returns>
    protected string SimpleName(object source) => SimpleName(source.GetType());

    /// <summary>The name of a type, without its namespace.</summary>
    /// <param name="source">The type.</param>
    /// <returns>The name.</returns>
    protected string SimpleName(Type source) => source.Name;

    /// <summary>Whether somebody gets events of a class. For a bus to whose classes both its rules give the same answer.</summary>
    private protected bool HasSubscribers(TClassifier classifier) =>
        (_cache.TryGetValue(classifier, out var known) ? known : ResolveByClass(classifier)).Length > 0;

    /// <summary>Whether a subscriber takes any class.</summary>
    private protected bool IsSubscribed(TSubscriber subscriber)
    {
        lock (_gate)
            return _subscriptions.Exists(s => Same(s.Subscription.Subscriber, subscriber));
    }

    private int IndexOf(TSubscriber subscriber, TClassifier classifier) =>
        _subscriptions.FindIndex(s => Same(s.Subscription.Subscriber, subscriber) && Same(s.Classifier, classifier));

    // A method of its own: where it stood in Publish, its closure would be allocated for every event.
    private TSubscriber[] Resolve(TEvent @event, TClassifier classifier) => Resolve(classifier, taken => Classify(@event, taken));

    private TSubscriber[] ResolveByClass(TClassifier classifier) => Resolve(classifier, taken => IsSubClassification(taken, classifier));

    private TSubscriber[] Resolve(TClassifier classifier, Predicate<TClassifier> isTakenBy)
    {
        lock (_gate)
        {
            var subscribers = new List<TSubscriber>();
            foreach (var (taken, subscription) in _subscriptions)
            {
                if (isTakenBy(taken)
                    && !subscription.Unsubscriptions.Any(gaveUp => IsSubClassification(gaveUp, classifier))
                    && !subscribers.Contains(subscription.Subscriber))
                {
                    subscribers.Add(subscription.Subscriber);
                }
            }

            TSubscriber[] resolved = [.. subscribers];
            _cache = new Dictionary<TClassifier, TSubscriber[]>(_cache) { [classifier] = resolved };
            return resolved;
        }
    }

    private static bool Same<T>(T one, T other) => EqualityComparer<T>.Default.Equals(one, other);
}
