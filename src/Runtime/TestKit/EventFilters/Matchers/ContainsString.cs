namespace Supervision.TestKit.Internal.StringMatcher;

/// <summary>Matches texts that have the part in them (ordinal).</summary>
public class ContainsString(string part) : IStringMatcher
{
    /// <inheritdoc/>
    public bool IsMatch(string s) => s.Contains(part, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => $"contains \"{part}\"";
}
