using System.Text.RegularExpressions;

namespace Supervision.TestKit.Internal.StringMatcher;

/// <summary>Matches texts in which the expression is found.</summary>
public class RegexMatcher(Regex regex) : IStringMatcher
{
    /// <inheritdoc/>
    public bool IsMatch(string s) => regex.IsMatch(s);

    /// <inheritdoc/>
    public override string ToString() => $"matches regex \"{regex}\"";
}
