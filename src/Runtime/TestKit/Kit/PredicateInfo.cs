namespace Supervision.TestKit;

/// <summary>A predicate on messages of one type, for <see cref="TestKitBase.ExpectMsgAllOfMatchingPredicates(PredicateInfo[])"/>.</summary>
public class PredicateInfo
{
    private readonly Func<object, bool> _matches;

    private PredicateInfo(Type type, Delegate predicate, Func<object, bool> matches)
    {
        Type = type;
        PredicateT = predicate;
        _matches = matches;
    }

    /// <summary>The predicate, a <see cref="Predicate{T}"/>.</summary>
    public Delegate PredicateT { get; }

    /// <summary>The type of message that it accepts.</summary>
    public Type Type { get; }

    /// <summary>Makes one of a predicate.</summary>
    public static PredicateInfo Create<T>(Predicate<T> predicateT)
    {
        ArgumentNullException.ThrowIfNull(predicateT);
        return new PredicateInfo(typeof(T), predicateT, message => message is T typed && predicateT(typed));
    }

    /// <inheritdoc/>
    public override string ToString() => $"predicate of {Type}";

    internal bool Matches(object message) => _matches(message);
}
