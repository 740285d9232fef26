namespace Supervision.Actor;

/// <summary>Reads paths that are no full addresses.</summary>
public static class RelativeActorPath
{
    /// <summary>The elements of a relative path.</summary>
    /// <param name="addr">The path; a slash in front changes nothing.</param>
    /// <returns>Null where it is no path, or an absolute one.</returns>
    public static IEnumerable<string>? Unapply(string addr) =>
        Uri.TryCreate(addr, UriKind.Relative, out _) && !addr.Contains("://", StringComparison.Ordinal)
            ? addr.Split('/', StringSplitOptions.RemoveEmptyEntries)
            : null;
}
