using Supervision.Event;

namespace Supervision.TestKit;

public partial class EventFilterFactory
{
    /// <summary>All dead letters.</summary>
    public IEventFilterApplier DeadLetter() => DeadLetter((Predicate<DeadLetter>?)null, null);

    /// <summary>Dead letters whose message is of the type; the source is the path of the actor that they were for.</summary>
    public IEventFilterApplier DeadLetter<TMessage>(string? source = null) => DeadLetter(letter => letter.Message is TMessage, source);

    /// <inheritdoc cref="DeadLetter{TMessage}(string?)"/>
    public IEventFilterApplier DeadLetter<TMessage>(Func<TMessage, bool> isMatch, string? source = null) =>
        DeadLetter(letter => letter.Message is TMessage message && isMatch(message), source);

    /// <inheritdoc cref="DeadLetter{TMessage}(string?)"/>
    public IEventFilterApplier DeadLetter(Type type, string? source = null) =>
        DeadLetter(letter => type.IsInstanceOfType(letter.Message), source);

    /// <inheritdoc cref="DeadLetter{TMessage}(string?)"/>
    public IEventFilterApplier DeadLetter(Type type, Func<object, bool> isMatch, string? source = null) =>
        DeadLetter(letter => type.IsInstanceOfType(letter.Message) && isMatch(letter.Message), source);

    private IEventFilterApplier DeadLetter(Predicate<DeadLetter>? isMatch, string? source) =>
        CreateApplier(new DeadLettersFilter(null, CreateSourceMatcher(source), isMatch), _system);
}
