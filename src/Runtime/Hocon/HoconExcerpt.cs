using System.Globalization;
using System.Text;

namespace Supervision.Hocon;

/// <summary>The line that an error points into, as it is shown to people.</summary>
public static class HoconExcerpt
{
    private const int Window = 120;

    private const int LongestMessage = 1000;

    private const string Cut = "...";

    /// <summary>
    /// Two lines: the source line, and a caret under the column. A line of more than 120 characters is cut to a window around the
    /// column. Control characters are shown as their pictures (U+2400 to U+2421), what else has no shape as U+FFFD.
    /// </summary>
    /// <param name="line">The source line without its end.</param>
    /// <param name="column">1-based; beyond the end of the line it is the place behind its last character.</param>
    /// <param name="indent">What both lines begin with.</param>
    public static string Render(string line, int column, string indent = "    ")
    {
        ArgumentNullException.ThrowIfNull(line);
        var at = Math.Clamp(column - 1, 0, line.Length);
        var start = line.Length <= Window ? 0 : Math.Clamp(at - (Window / 2), 0, line.Length - Window);
        var end = Math.Min(line.Length, start + Window);

        // A window never begins or ends within a surrogate pair.
        if (start > 0 && char.IsLowSurrogate(line[start]))
            start--;
        if (end < line.Length && char.IsLowSurrogate(line[end]))
            end++;
        var front = start > 0 ? Cut : "";
        var text = new StringBuilder(indent).Append(front);
        for (var i = start; i < end; i++)
            text.Append(Shape(line[i]));
        if (end < line.Length)
            text.Append(Cut);
        while (text[^1] == ' ' && text.Length > indent.Length)
            text.Length--;
        text.Append('\n').Append(indent).Append(' ', front.Length);

        // Tabs are kept in front of the caret so that it stands under its column whatever their width.
        for (var i = start; i < at; i++)
            text.Append(line[i] == '\t' ? '\t' : ' ');
        return text.Append('^').ToString();
    }

    /// <summary>
    /// A message on one line that cannot drive a terminal: what has no shape is shown as in <see cref="Render"/>, and what goes beyond
    /// 1000 characters is cut off.
    /// </summary>
    /// <param name="text">Any text.</param>
    public static string OneLine(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > LongestMessage)
            text = string.Concat(text.AsSpan(0, LongestMessage), Cut);
        return text.Any(c => c != Shape(c) || c == '\t') ? string.Concat(text.Select(c => c == '\t' ? '\u2409' : Shape(c))) : text;
    }

    private static char Shape(char c) => c switch
    {
        '\t' => c,
        < ' ' => (char)(0x2400 + c),
        '\u007F' => '\u2421',
        _ when char.IsControl(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator => '\uFFFD',
        _ => c,
    };
}
