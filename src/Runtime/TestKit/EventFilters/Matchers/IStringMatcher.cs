namespace Supervision.TestKit.Internal.StringMatcher;

/// <summary>Decides whether a text is one of those looked for.</summary>
public interface IStringMatcher
{
    /// <summary>True when the text matches.</summary>
    bool IsMatch(string s);
}
