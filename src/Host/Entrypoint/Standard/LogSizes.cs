using System.Globalization;

namespace Supervision.Entrypoint.Standard;

/// <summary>supervisord's sizes: a number of bytes, or with KB, MB or GB, which are powers of 1024.</summary>
internal static class LogSizes
{
    public static bool TryParse(string text, out long bytes)
    {
        string upper = text.Trim().ToUpperInvariant();
        long unit = upper switch
        {
            [.., 'K', 'B'] => 1L << 10,
            [.., 'M', 'B'] => 1L << 20,
            [.., 'G', 'B'] => 1L << 30,
            _ => 1,
        };
        bool valid = long.TryParse(unit == 1 ? upper : upper[..^2], NumberStyles.None, CultureInfo.InvariantCulture, out bytes) && bytes < 1L << 20 << 20;
        bytes *= unit;
        return valid;
    }

    /// <summary>The same size as a setting: a number of bytes.</summary>
    public static string Show(string text) => TryParse(text, out long bytes) ? bytes.ToString(CultureInfo.InvariantCulture) : text;
}
