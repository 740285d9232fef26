namespace Supervision.TestKit;

/// <summary>Makes <see cref="PredicateInfo"/> values.</summary>
public static class PredicateInfoFactory
{
    /// <summary>Wraps the predicate.</summary>
    public static PredicateInfo CreatePredicateInfo<T>(this Predicate<T> predicateT) => PredicateInfo.Create(predicateT);

    /// <summary>Wraps a function from a message of the type to a boolean.</summary>
    /// <exception cref="ArgumentException">It is another kind of function.</exception>
    public static PredicateInfo CreatePredicateInfo<T>(this Delegate predicateT) => predicateT switch
    {
        Predicate<T> predicate => PredicateInfo.Create(predicate),
        Func<T, bool> function => PredicateInfo.Create<T>(new Predicate<T>(function)),
        _ => throw new ArgumentException($"Not a predicate on {typeof(T)}: {predicateT?.GetType()}", nameof(predicateT)),
    };
}
