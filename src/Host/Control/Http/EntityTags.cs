namespace Supervision.Control.Http;

/// <summary>Conditions by entity tags (RFC 9110, 13.1).</summary>
internal static class EntityTags
{
    /// <summary>Whether a condition names what there is.</summary>
    /// <param name="field">Name of the header field.</param>
    /// <param name="value">Its value: <c>*</c>, or tags with commas between them.</param>
    /// <param name="tag">The tag, without quotes, of what there is; null where there is nothing.</param>
    /// <param name="weakly">Whether a weak tag names it as well.</param>
    /// <exception cref="ProblemException">The value is neither.</exception>
    public static bool Names(string field, string value, string? tag, bool weakly)
    {
        const string Weak = "W/";
        if (value == "*")
        {
            return tag is not null;
        }

        var isNamed = false;
        for (var rest = value.AsSpan().Trim(" \t,"); !rest.IsEmpty;)
        {
            var isWeak = rest.StartsWith(Weak, StringComparison.Ordinal);
            rest = isWeak ? rest[Weak.Length..] : rest;
            var end = rest.Length > 1 && rest[0] == '"' ? rest[1..].IndexOf('"') + 1 : 0;
            var next = end == 0 ? default : rest[(end + 1)..].TrimStart(" \t");
            if (end == 0 || !(next.IsEmpty || next[0] == ','))
            {
                throw ProblemException.BadRequest($"{field} is * or a list of entity tags, each in quotes");
            }

            isNamed |= tag is not null && (weakly || !isWeak) && rest[1..end].SequenceEqual(tag);
            rest = next.TrimStart(" \t,");
        }

        return isNamed;
    }
}
