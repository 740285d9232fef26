namespace Supervision.TestKit;

/// <summary>Makes <see cref="PredicateInfo"/> values.</summary>
public static class PredicateInfoFactory
{
    /// <summary>Wraps the predicate.</summary>
    public static PredicateInfo CreatePredicateInfo<T>(this Predicate<T> predicateT) => PredicateInfo.Create(predicateT);
}
