namespace Supervision.Control.Http.Server;

/// <summary>Values in what stands behind a question mark.</summary>
internal static class QueryText
{
    /// <summary>The value of a name, decoded, in whatever case it is written; null where it is not there, or there more than once.</summary>
    public static string? Value(ReadOnlySpan<char> query, string name)
    {
        string? found = null;
        foreach (Range part in query.Split('&'))
        {
            ReadOnlySpan<char> pair = query[part];
            int equals = pair.IndexOf('=');
            if (pair.IsEmpty || !Decode(equals < 0 ? pair : pair[..equals]).Equals(name, StringComparison.OrdinalIgnoreCase))
                continue;
            if (found is not null)
                return null;
            found = equals < 0 ? "" : Decode(pair[(equals + 1)..]);
        }
        return found;
    }

    /// <summary>The names, decoded, in the order in which they stand there.</summary>
    public static List<string> Names(ReadOnlySpan<char> query)
    {
        List<string> names = [];
        foreach (Range part in query.Split('&'))
        {
            ReadOnlySpan<char> pair = query[part];
            int equals = pair.IndexOf('=');
            if (!pair.IsEmpty)
                names.Add(Decode(equals < 0 ? pair : pair[..equals]));
        }
        return names;
    }

    private static string Decode(ReadOnlySpan<char> text) => Uri.UnescapeDataString(text.ToString().Replace('+', ' '));
}
