using System.Diagnostics.CodeAnalysis;

namespace Supervision.Actor;

/// <content>Names and texts.</content>
public abstract partial class ActorPath
{
    private static readonly bool[] PlainCharacters = PlainTable();

    /// <summary>True when the text can be the name of an actor: not empty, only allowed characters, no leading <c>$</c>.</summary>
    public static bool IsValidPathElement(string? s)
    {
        if (string.IsNullOrEmpty(s) || s[0] == '$')
        {
            return false;
        }

        // Names are short: vectors would not pay, least of all in a program that has to compile them when it starts.
        for (int i = 0; i < s.Length; i++)
        {
            if (s[i] < PlainCharacters.Length && PlainCharacters[s[i]])
            {
                continue;
            }

            if (s[i] != '%' || i + 2 >= s.Length || !char.IsAsciiHexDigit(s[i + 1]) || !char.IsAsciiHexDigit(s[i + 2]))
            {
                return false;
            }

            i += 2;
        }

        return true;
    }

    private static bool[] PlainTable()
    {
        var table = new bool[128];
        for (char c = '\0'; c < table.Length; c++)
        {
            table[c] = char.IsAsciiLetterOrDigit(c) || ValidSymbols.Contains(c);
        }

        return table;
    }

    /// <summary>Parses an absolute path with address.</summary>
    /// <exception cref="UriFormatException">The text is no path.</exception>
    public static ActorPath Parse(string path) =>
        TryParse(path, out ActorPath? parsed) ? parsed : throw new UriFormatException($"Can not parse an ActorPath: {path}");

    /// <summary>Parses an absolute path with address.</summary>
    public static bool TryParse(string path, [NotNullWhen(true)] out ActorPath? actorPath)
    {
        actorPath = null;
        return Address.TryParse(path.AsSpan(), out Address? address, out ReadOnlySpan<char> rest)
            && (address.Host is not null || address.Port is null)
            && TryParse(new RootActorPath(address), rest, out actorPath);
    }

    /// <summary>Parses the names of <paramref name="absoluteUri"/> below a root.</summary>
    public static bool TryParse(ActorPath basePath, string absoluteUri, [NotNullWhen(true)] out ActorPath? actorPath) =>
        TryParse(basePath, absoluteUri.AsSpan(), out actorPath);

    /// <summary>Parses the names of <paramref name="absoluteUri"/> below a root.</summary>
    public static bool TryParse(ActorPath basePath, ReadOnlySpan<char> absoluteUri, [NotNullWhen(true)] out ActorPath? actorPath)
    {
        actorPath = basePath;
        int fragment = absoluteUri.LastIndexOf('#');
        long uid = ActorCell.UndefinedUid;
        if (fragment >= 0)
        {
            if (!long.TryParse(absoluteUri[(fragment + 1)..], out uid))
            {
                actorPath = null;
                return false;
            }

            absoluteUri = absoluteUri[..fragment];
        }

        foreach (Range range in absoluteUri.Split('/'))
        {
            ReadOnlySpan<char> element = absoluteUri[range];
            if (!element.IsEmpty)
            {
                actorPath = new ChildActorPath(actorPath, element.ToString(), ActorCell.UndefinedUid);
            }
        }

        if (uid != ActorCell.UndefinedUid && actorPath.Depth > 0)
        {
            actorPath = actorPath.WithUid(uid);
        }

        return true;
    }

    /// <summary>Parses the address at the front of a path.</summary>
    public static bool TryParseAddress(string path, [NotNullWhen(true)] out Address? address) => Address.TryParse(path, out address);

    /// <summary>Parses the address at the front of a path and gives what follows it.</summary>
    public static bool TryParseAddress(string path, [NotNullWhen(true)] out Address? address, out ReadOnlySpan<char> absoluteUri) =>
        Address.TryParse(path.AsSpan(), out address, out absoluteUri);
}
