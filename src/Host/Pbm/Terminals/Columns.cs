using System.Text;

namespace Supervision.Pbm.Terminals;

/// <summary>How wide text is on a terminal.</summary>
internal static class Columns
{
    public static int Of(Rune rune) => rune.Value switch
    {
        < 0x20 or (>= 0x7f and < 0xa0) => 0,
        < 0x300 => 1,
        >= 0x300 and <= 0x36f or 0x200b or 0x200d or (>= 0xfe00 and <= 0xfe0f) => 0,
        >= 0x1100 and <= 0x115f or (>= 0x2e80 and <= 0xa4cf) or (>= 0xac00 and <= 0xd7a3) or (>= 0xf900 and <= 0xfaff)
            or (>= 0xfe30 and <= 0xfe6f) or (>= 0xff00 and <= 0xff60) or (>= 0xffe0 and <= 0xffe6) or (>= 0x1f300 and <= 0x1faff)
            or (>= 0x20000 and <= 0x3fffd) => 2,
        _ => 1,
    };

    public static int Of(string text)
    {
        int width = 0;
        foreach (Rune rune in text.EnumerateRunes())
            width += Of(rune);
        return width;
    }

    /// <summary>The text in exactly so many columns: cut with an ellipsis, or filled up.</summary>
    public static string Fit(string text, int width, bool right = false)
    {
        if (width <= 0)
            return "";
        int own = Of(text);
        if (own <= width)
            return right ? new string(' ', width - own) + text : text + new string(' ', width - own);
        var cut = new StringBuilder();
        int used = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (used + Of(rune) > width - 1)
                break;
            used += Of(rune);
            cut.Append(rune);
        }
        return cut.Append('…').Append(' ', width - 1 - used).ToString();
    }
}
