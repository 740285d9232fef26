using System.Collections.Immutable;

namespace Supervision.StartupProfile;

/// <summary>A type as the just-in-time compiler prints it: <c>N.Outer`1+Inner`1[arg,arg]</c>; the arguments are those of all levels together.</summary>
internal sealed record TypeName(string Name, ImmutableArray<TypeName> Arguments, bool IsArray)
{
    public static TypeName Parse(string text)
    {
        if (text.EndsWith("[]", StringComparison.Ordinal))
            return Parse(text[..^2]) with { IsArray = true };
        if (!text.EndsWith(']'))
            return new TypeName(text, [], false);
        int open = Opening(text);
        return new TypeName(text[..open], ParseList(text[(open + 1)..^1]), false);
    }

    /// <summary>Splits at the commas outside of every bracket.</summary>
    public static ImmutableArray<TypeName> ParseList(string text)
    {
        var all = ImmutableArray.CreateBuilder<TypeName>();
        int depth = 0, start = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            char c = i == text.Length ? ',' : text[i];
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
            if (c != ',' || depth != 0)
                continue;
            all.Add(Parse(text[start..i]));
            start = i + 1;
        }

        return all.ToImmutable();
    }

    /// <summary>Where the bracket opens that the last character closes.</summary>
    public static int Opening(string text)
    {
        int depth = 0;
        for (int i = text.Length - 1; i >= 0; i--)
        {
            depth += text[i] == ']' ? 1 : text[i] == '[' ? -1 : 0;
            if (depth == 0)
                return i;
        }

        throw new FormatException($"brackets do not match: {text}");
    }
}
