using System.Text;

namespace Supervision.Pbm.Terminals;

/// <summary>Text on a console.</summary>
internal static class ConsoleText
{
    /// <returns>False where it takes no more.</returns>
    public static bool Write(this IPbmConsole console, string text) => console.Write(Encoding.UTF8.GetBytes(text));

    public static void Complain(this IPbmConsole console, string message) => console.WriteError(Encoding.UTF8.GetBytes($"pbm: {message}\n"));

    /// <summary>
    /// The text with everything taken out that a terminal would obey, but for colours: what an engine writes must not move the cursor of
    /// whoever looks at it.
    /// </summary>
    public static string Harmless(string text)
    {
        int first = FirstControl(text, 0);
        if (first < 0)
            return text;
        var result = new StringBuilder(text.Length);
        int from = 0;
        while (first >= 0)
        {
            result.Append(text, from, first - from);
            int colour = ColourLength(text, first);
            result.Append(text, first, colour);
            from = first + Math.Max(1, colour);
            first = FirstControl(text, from);
        }
        return result.Append(text, from, text.Length - from).ToString();
    }

    private static int FirstControl(string text, int from)
    {
        for (int i = from; i < text.Length; i++)
            if (char.IsControl(text[i]) && text[i] != '\t')
                return i;
        return -1;
    }

    // ESC [ digits and semicolons m
    private static int ColourLength(string text, int at)
    {
        if (text[at] != '\e' || at + 1 >= text.Length || text[at + 1] != '[')
            return 0;
        int end = at + 2;
        while (end < text.Length && end - at < 32 && (char.IsAsciiDigit(text[end]) || text[end] == ';'))
            end++;
        return end < text.Length && text[end] == 'm' ? end + 1 - at : 0;
    }
}
