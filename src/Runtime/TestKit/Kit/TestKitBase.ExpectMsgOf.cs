using System.Runtime.CompilerServices;

namespace Supervision.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Expects one message that equals one of those given.</summary>
    /// <returns>The received one.</returns>
    public T ExpectMsgAnyOf<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default)
    {
        var expected = messages.ToList();
        return ExpectCore<T>(null, (actual, _) => CheckAnyOf(expected, actual), null, cancellationToken);
    }

    /// <inheritdoc cref="ExpectMsgAnyOf{T}(IEnumerable{T}, CancellationToken)"/>
    public ValueTask<T> ExpectMsgAnyOfAsync<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default)
    {
        var expected = messages.ToList();
        return ExpectCoreAsync<T>(null, (actual, _) => CheckAnyOf(expected, actual), null, cancellationToken);
    }

    /// <summary>Expects as many messages as given, such that each given one is among them, in any order.</summary>
    /// <returns>The received ones in their order.</returns>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(params T[] messages) => AllOf(messages, RemainingOrDefault, default);

    /// <inheritdoc cref="ExpectMsgAllOf{T}(T[])"/>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        AllOf(messages, RemainingOrDefault, cancellationToken);

    /// <inheritdoc cref="ExpectMsgAllOf{T}(T[])"/>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, params T[] messages) => AllOf(messages, RemainingOrDilated(max), default);

    /// <inheritdoc cref="ExpectMsgAllOf{T}(T[])"/>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(
        TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        AllOf(messages, RemainingOrDilated(max), cancellationToken);

    /// <inheritdoc cref="ExpectMsgAllOf{T}(T[])"/>
    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        AllOfAsync(messages, RemainingOrDefault, cancellationToken);

    /// <inheritdoc cref="ExpectMsgAllOf{T}(T[])"/>
    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(
        TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        AllOfAsync(messages, RemainingOrDilated(max), cancellationToken);

    /// <summary>Expects as many messages as predicates, such that each predicate accepts one of them, in any order.</summary>
    /// <returns>The received ones in their order.</returns>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(params PredicateInfo[] predicates) =>
        AllMatching(predicates, RemainingOrDefault, default);

    /// <inheritdoc cref="ExpectMsgAllOfMatchingPredicates(PredicateInfo[])"/>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(
        IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken) =>
        AllMatching(predicates, RemainingOrDefault, cancellationToken);

    /// <inheritdoc cref="ExpectMsgAllOfMatchingPredicates(PredicateInfo[])"/>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(TimeSpan max, params PredicateInfo[] predicates) =>
        AllMatching(predicates, RemainingOrDilated(max), default);

    /// <inheritdoc cref="ExpectMsgAllOfMatchingPredicates(PredicateInfo[])"/>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(
        TimeSpan max, IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken) =>
        AllMatching(predicates, RemainingOrDilated(max), cancellationToken);

    /// <inheritdoc cref="ExpectMsgAllOfMatchingPredicates(PredicateInfo[])"/>
    public IAsyncEnumerable<object> ExpectMsgAllOfMatchingPredicatesAsync(
        IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken = default) =>
        AllMatchingAsync(predicates, RemainingOrDefault, cancellationToken);

    /// <inheritdoc cref="ExpectMsgAllOfMatchingPredicates(PredicateInfo[])"/>
    public IAsyncEnumerable<object> ExpectMsgAllOfMatchingPredicatesAsync(
        TimeSpan max, IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken = default) =>
        AllMatchingAsync(predicates, RemainingOrDilated(max), cancellationToken);

    private List<T> AllOf<T>(IReadOnlyCollection<T> messages, TimeSpan limit, CancellationToken cancellationToken)
    {
        var received = InternalReceiveN(messages.Count, limit, cancellationToken);
        CheckAllOf(messages, received);
        return [.. received.Cast<T>()];
    }

    private async IAsyncEnumerable<T> AllOfAsync<T>(
        IReadOnlyCollection<T> messages, TimeSpan limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var received = await ToListAsync(InternalReceiveNAsync(messages.Count, limit, cancellationToken)).ConfigureAwait(false);
        CheckAllOf(messages, received);
        foreach (var message in received)
        {
            yield return (T)message;
        }
    }

    private List<object> AllMatching(IReadOnlyCollection<PredicateInfo> predicates, TimeSpan limit, CancellationToken cancellationToken)
    {
        var received = InternalReceiveN(predicates.Count, limit, cancellationToken);
        CheckAllMatching(predicates, received);
        return received;
    }

    private async IAsyncEnumerable<object> AllMatchingAsync(
        IReadOnlyCollection<PredicateInfo> predicates, TimeSpan limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var received = await ToListAsync(InternalReceiveNAsync(predicates.Count, limit, cancellationToken)).ConfigureAwait(false);
        CheckAllMatching(predicates, received);
        foreach (var message in received)
        {
            yield return message;
        }
    }

    private void CheckAnyOf<T>(List<T> expected, T actual)
    {
        if (!expected.Contains(actual))
        {
            Fail($"Expected one of [{string.Join(", ", expected)}], but received {Describe(actual)}.");
        }
    }

    private void CheckAllOf<T>(IReadOnlyCollection<T> expected, List<object> received)
    {
        var missing = expected.Where(message => !received.Contains(message!)).ToList();
        var unexpected = received.Where(message => !(message is T typed && expected.Contains(typed))).ToList();
        FailUnlessEmpty(missing.Select(message => Describe(message)), unexpected);
    }

    private void CheckAllMatching(IReadOnlyCollection<PredicateInfo> predicates, List<object> received)
    {
        var missing = predicates.Where(predicate => !received.Exists(predicate.Matches)).ToList();
        var unexpected = received.Where(message => !predicates.Any(predicate => predicate.Matches(message))).ToList();
        FailUnlessEmpty(missing.Select(predicate => predicate.ToString()), unexpected);
    }

    private void FailUnlessEmpty(IEnumerable<string> missing, List<object> unexpected)
    {
        var notFound = string.Join(", ", missing);
        if (notFound.Length > 0 || unexpected.Count > 0)
        {
            Fail($"not found [{notFound}], found and not expected [{string.Join(", ", unexpected.Select(Describe))}]");
        }
    }

    private static async Task<List<object>> ToListAsync(IAsyncEnumerable<object> source)
    {
        var list = new List<object>();
        await foreach (var item in source.ConfigureAwait(false))
        {
            list.Add(item);
        }

        return list;
    }
}
