using System.IO.Enumeration;

namespace Supervision.Util;

/// <summary>Patterns with <c>*</c> (any characters, or none) and <c>?</c> (one character).</summary>
public static class WildcardMatch
{
    /// <summary>Whether a text, as a whole, is like a pattern.</summary>
    /// <param name="text">The text.</param>
    /// <param name="pattern">The pattern; everything but <c>*</c> and <c>?</c> stands for itself.</param>
    /// <param name="caseSensitive">Whether upper and lower case differ.</param>
    public static bool Like(this string text, string pattern, bool caseSensitive = false)
    {
        // FileSystemName knows escapes by backslash, which mean nothing here.
        return FileSystemName.MatchesSimpleExpression(pattern.Replace(@"\", @"\\", StringComparison.Ordinal), text, ignoreCase: !caseSensitive);
    }
}
