using System.Globalization;
using System.Text;

namespace Supervision.Hocon;

/// <summary>Writes values as HOCON or JSON. Parsing what was written gives the same value again.</summary>
public static class HoconRenderer
{
    /// <summary>Writes a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="options">Null for indented HOCON.</param>
    public static string Render(HoconValue value, HoconRenderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        var text = new StringBuilder();
        Write(text, value, options ?? new HoconRenderOptions(), 0, root: true);
        return text.ToString();
    }

    internal static string QuoteJson(string text)
    {
        var result = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => result.Append("\\\""),
                '\\' => result.Append("\\\\"),
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                < ' ' or '\u007F' or '\uFEFF' or (>= '\uD800' and <= '\uDFFF') => result.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => result.Append(c),
            };
        }

        return result.Append('"').ToString();
    }

    private static void Write(StringBuilder text, HoconValue value, HoconRenderOptions options, int depth, bool root)
    {
        switch (value)
        {
            case HoconObject fields:
                WriteObject(text, fields, options, depth, root && !options.Json && options.Indented);
                break;
            case HoconArray items:
                WriteArray(text, items, options, depth);
                break;
            case HoconScalar { Kind: HoconScalarKind.String } scalar:
                text.Append(QuoteJson(scalar.Text));
                break;
            case HoconScalar scalar:
                text.Append(scalar.Text);
                break;
        }
    }

    private static void WriteObject(StringBuilder text, HoconObject fields, HoconRenderOptions options, int depth, bool bare)
    {
        if (!bare)
        {
            text.Append('{');
            depth++;
        }

        var first = true;
        foreach (var (key, value) in fields)
        {
            if (!first && (options.Json || !options.Indented))
            {
                text.Append(',');
            }

            if (!(bare && first))
            {
                NewLine(text, options, depth);
            }

            first = false;
            text.Append(options.Json ? QuoteJson(key) : HoconPath.Quote(key));
            text.Append(options.Json ? options.Indented ? ": " : ":" : value is HoconObject && options.Indented ? " " : options.Indented ? " = " : "=");
            Write(text, value, options, depth, root: false);
            WriteOrigin(text, value, options);
        }

        if (!bare)
        {
            if (fields.Count > 0)
            {
                NewLine(text, options, depth - 1);
            }

            text.Append('}');
        }
        else if (fields.Count > 0)
        {
            text.Append('\n');
        }
    }

    private static void WriteArray(StringBuilder text, HoconArray items, HoconRenderOptions options, int depth)
    {
        text.Append('[');
        for (var i = 0; i < items.Count; i++)
        {
            text.Append(i == 0 ? "" : options.Indented ? ", " : ",");
            Write(text, items[i], options, depth + 1, root: false);
        }

        text.Append(']');
    }

    private static void WriteOrigin(StringBuilder text, HoconValue value, HoconRenderOptions options)
    {
        if (options is { Origins: true, Json: false, Indented: true } && value is not HoconObject)
        {
            text.Append("  # ").Append(value.Origin);
        }
    }

    private static void NewLine(StringBuilder text, HoconRenderOptions options, int depth)
    {
        if (options.Indented)
        {
            text.Append('\n').Append(' ', depth * 2);
        }
    }
}
