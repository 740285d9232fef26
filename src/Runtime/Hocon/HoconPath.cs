using Supervision.Hocon.Parsing;

namespace Supervision.Hocon;

/// <summary>Path expressions: elements joined by dots, quoted where they hold a dot or anything but letters, digits, <c>-</c> and <c>_</c>.</summary>
public static class HoconPath
{
    /// <summary>Splits a path expression into its elements.</summary>
    /// <param name="path">For example <c>a.b."c.d"</c>.</param>
    /// <exception cref="HoconException">It is empty, has an empty element that is not quoted, or a quoted one that is malformed.</exception>
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

        var context = new ParseContext();
        var elements = new Parser(new SourceText($"path '{path}'", path), new HoconOptions(), context, null).ParseWholePath();
        return context.Errors.Count == 0 ? elements : throw new HoconException(new HoconOrigin($"path '{path}'", 0, 0), context.Errors[0].Message);
    }

    /// <summary>Joins elements to a path expression, quoting where needed.</summary>
    /// <param name="elements">At least one.</param>
    public static string Render(IEnumerable<string> elements) => string.Join('.', elements.Select(Quote));

    internal static string Quote(string element) =>
        element.Length > 0 && element != "include" && element.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? element
            : HoconRenderer.QuoteJson(element);
}
