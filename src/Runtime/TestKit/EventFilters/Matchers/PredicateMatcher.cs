namespace Supervision.TestKit.Internal.StringMatcher;

/// <summary>Matches what a predicate accepts.</summary>
/// <param name="predicate">The predicate.</param>
/// <param name="hint">How the predicate is called in failures.</param>
public class PredicateMatcher(Predicate<string> predicate, string hint = "") : IStringMatcher
{
    /// <inheritdoc/>
    public bool IsMatch(string s) => predicate(s);

    /// <inheritdoc/>
    public override string ToString() => $"matches predicate {hint}".TrimEnd();
}
