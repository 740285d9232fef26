namespace Supervision.TestKit.Internal.StringMatcher;

/// <summary>Matches texts that begin with the part (ordinal).</summary>
public class StartsWithString(string start) : IStringMatcher
{
    /// <inheritdoc/>
    public bool IsMatch(string s) => s.StartsWith(start, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => $"starts with \"{start}\"";
}
