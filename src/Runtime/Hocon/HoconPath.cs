using System.Text;

namespace Supervision.Hocon;

/// <summary>Path expressions: elements joined by dots, quoted where they hold a dot or anything but letters, digits, <c>-</c> and <c>_</c>.</summary>
public static class HoconPath
{
    /// <summary>Splits a path expression into its elements.</summary>
    /// <param name="path">For example <c>a.b."c.d"</c>.</param>
    /// <exception cref="HoconException">It is empty, has an empty element that is not quoted, or a quote that is never closed.</exception>
    public static IReadOnlyList<string> Parse(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!path.Contains('"') && path.Length > 0)
        {
            var plain = path.Split('.');
            if (!plain.AsSpan().Contains(""))
            {
                return plain;
            }
        }

        var elements = new List<string>();
        var element = new StringBuilder();
        var quoted = false;
        for (var i = 0; i <= path.Length; i++)
        {
            if (i == path.Length || path[i] == '.')
            {
                if (element.Length == 0 && !quoted)
                {
                    throw new HoconException(new HoconOrigin($"path '{path}'", 0, 0), "empty element; quote it as \"\" if it is meant");
                }

                elements.Add(element.ToString());
                element.Clear();
                quoted = false;
            }
            else if (path[i] == '"')
            {
                quoted = true;
                for (i++; i < path.Length && path[i] != '"'; i++)
                {
                    element.Append(path[i] == '\\' && i + 1 < path.Length ? path[++i] : path[i]);
                }

                if (i == path.Length)
                {
                    throw new HoconException(new HoconOrigin($"path '{path}'", 0, 0), "a quote is never closed");
                }
            }
            else
            {
                element.Append(path[i]);
            }
        }

        return elements;
    }

    /// <summary>Joins elements to a path expression, quoting where needed.</summary>
    /// <param name="elements">At least one.</param>
    public static string Render(IEnumerable<string> elements) => string.Join('.', elements.Select(Quote));

    internal static string Quote(string element) =>
        element.Length > 0 && element.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? element
            : HoconRenderer.QuoteJson(element);
}
