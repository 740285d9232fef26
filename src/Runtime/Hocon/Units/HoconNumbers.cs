using System.Globalization;

namespace Supervision.Hocon;

/// <summary>JSON's grammar of numbers.</summary>
internal static class HoconNumbers
{
    public static bool IsNumber(ReadOnlySpan<char> text)
    {
        var i = text.StartsWith("-") ? 1 : 0;
        var digits = Digits(text, ref i);
        if (digits == 0 || (digits > 1 && text[i - digits] == '0'))
        {
            return false;
        }

        if (i < text.Length && text[i] == '.')
        {
            i++;
            if (Digits(text, ref i) == 0)
            {
                return false;
            }
        }

        if (i < text.Length && text[i] is 'e' or 'E')
        {
            i++;
            if (i < text.Length && text[i] is '+' or '-')
            {
                i++;
            }

            if (Digits(text, ref i) == 0)
            {
                return false;
            }
        }

        return i == text.Length;
    }

    /// <summary>A JSON number as a decimal; false where it is none or is beyond 28 digits before the dot.</summary>
    public static bool TryDecimal(ReadOnlySpan<char> text, out decimal value)
    {
        value = 0;
        return IsNumber(text) && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    private static int Digits(ReadOnlySpan<char> text, ref int i)
    {
        var start = i;
        while (i < text.Length && char.IsAsciiDigit(text[i]))
        {
            i++;
        }

        return i - start;
    }
}
