namespace Supervision.TestKit.Internal.StringMatcher;

/// <summary>Matches a log source: the whole text, or the path of an actor with or without system and address.</summary>
/// <param name="path">The text, or a path such as <c>/user/a</c> or <c>akka://test/user/a</c>.</param>
/// <param name="canBeRelative">True when a path may also be given without <c>/user</c>.</param>
public class EqualsStringAndPathMatcher(string path, bool canBeRelative = true) : IStringMatcher
{
    private readonly string _path = path;

    /// <inheritdoc/>
    public bool IsMatch(string path)
    {
        if (string.Equals(_path, path, StringComparison.Ordinal))
        {
            return true;
        }

        var actual = Elements(path);
        var expected = Elements(_path);
        return actual == expected || (canBeRelative && actual == "user/" + expected);
    }

    /// <inheritdoc/>
    public override string ToString() => $"== \"{_path}\"";

    // A source may be "akka://name/user/a", "/user/a", or "[akka://name/user/a#123]" inside a log line.
    private static string Elements(string path)
    {
        var text = path.AsSpan().Trim("[]");
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0)
        {
            var rest = text[(scheme + 3)..];
            var slash = rest.IndexOf('/');
            text = slash < 0 ? [] : rest[slash..];
        }

        var uid = text.LastIndexOf('#');
        if (uid >= 0)
        {
            text = text[..uid];
        }

        return text.Trim('/').ToString();
    }
}
