using System.Buffers;
using System.Globalization;

namespace Supervision.Hocon.Parsing;

/// <summary>The specification's character classes.</summary>
internal static class Chars
{
    private const byte Space = 1;
    private const byte Reserved = 2;
    private static readonly byte[] _classes = Classes();

    /// <summary>Where the plain part of a quoted string ends; -1 where it does not.</summary>
    public static int IndexOfQuotedStop(ReadOnlySpan<char> text)
    {
        // Most strings are short. What vectors save with them is less than it takes a program that starts to compile them.
        const int Short = 64;
        for (var i = 0; i < text.Length; i++)
        {
            if (i == Short)
                return text[i..].IndexOfAny(LongStrings.Stops) is var rest && rest < 0 ? -1 : i + rest;
            if (text[i] < ' ' || text[i] is '"' or '\\')
                return i;
        }

        return -1;
    }

    /// <summary>White space, line ends included.</summary>
    public static bool IsWhitespace(char c) => c < 128 ? _classes[c] == Space : char.IsSeparator(c) || c == '\uFEFF';

    public static bool IsInlineWhitespace(char c) => c != '\n' && IsWhitespace(c);

    /// <summary>Whether a character may stand in an unquoted string. Two slashes in a row may not; callers look for them.</summary>
    public static bool IsUnquoted(char c) => c < 128 ? _classes[c] == 0 : !char.IsSeparator(c) && c != '\uFEFF';

    public static string Describe(char c) => c switch
    {
        '\n' => "the end of the line",
        '\'' => "\"'\"",
        < ' ' => string.Create(CultureInfo.InvariantCulture, $"the control character U+{(int)c:X4}"),
        _ => $"'{c}'",
    };

    private static byte[] Classes()
    {
        var classes = new byte[128];
        foreach (var c in " \t\n\v\f\r\u001C\u001D\u001E\u001F")
            classes[c] = Space;
        foreach (var c in "$\"{}[]:=,+#`^?!@*&\\")
            classes[c] = Reserved;
        return classes;
    }

    private static class LongStrings
    {
        public static readonly SearchValues<char> Stops = SearchValues.Create([.. Enumerable.Range(0, 32).Select(c => (char)c), '"', '\\']);
    }
}
