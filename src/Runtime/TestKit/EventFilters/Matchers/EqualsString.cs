namespace Supervision.TestKit.Internal.StringMatcher;

/// <summary>Matches exactly one text (ordinal).</summary>
public class EqualsString(string s) : IStringMatcher
{
    private readonly string _expected = s;

    /// <inheritdoc/>
    public bool IsMatch(string s) => string.Equals(_expected, s, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => $"== \"{_expected}\"";
}
