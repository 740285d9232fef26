using System.Globalization;
using System.Text;

namespace Supervision.Hocon;

/// <summary>Writes values as HOCON or JSON. Parsing what was written gives the same value again, unless secrets were masked.</summary>
public static class HoconRenderer
{
    /// <summary>Writes a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="options">Null for indented HOCON.</param>
    public static string Render(HoconValue value, HoconRenderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        var writer = new Writer(options ?? new HoconRenderOptions());
        writer.WriteRoot(value);
        return writer.ToString();
    }

    internal static string QuoteJson(string text)
    {
        var result = new StringBuilder(text.Length + 2);
        Quote(result, text);
        return result.ToString();
    }

    private static void Quote(StringBuilder result, string text)
    {
        result.Append('"');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var isPair = char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            _ = c switch
            {
                '"' => result.Append("\\\""),
                '\\' => result.Append("\\\\"),
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                _ when isPair => result.Append(c).Append(text[++i]),
                < ' ' or '\u007F' or '\uFEFF' or (>= '\uD800' and <= '\uDFFF') => result.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => result.Append(c),
            };
        }

        result.Append('"');
    }

    private sealed class Writer(HoconRenderOptions options)
    {
        private readonly StringBuilder _text = new();
        private readonly List<string> _path = [];

        public override string ToString() => _text.ToString();

        public void WriteRoot(HoconValue value)
        {
            // HOCON of several lines needs no braces around it.
            if (value is HoconObject fields && !options.Json && options.Indented)
            {
                WriteFields(fields, 0);
                _text.Append(fields.Count > 0 ? "\n" : "");
            }
            else
            {
                Write(value, 0);
            }
        }

        private void Write(HoconValue value, int depth)
        {
            switch (value)
            {
                case HoconObject fields:
                    _text.Append('{');
                    if (fields.Count > 0)
                    {
                        NewLine(depth + 1);
                        WriteFields(fields, depth + 1);
                        NewLine(depth);
                    }

                    _text.Append('}');
                    break;
                case HoconArray items:
                    WriteItems(items, depth);
                    break;
                case HoconScalar scalar when !scalar.IsNull && options.IsSecret?.Invoke(_path) == true:
                    _text.Append("\"******\"");
                    break;
                case HoconScalar { Kind: HoconScalarKind.String } word when options is { Plain: true, Json: false, Indented: true } && IsPlain(word.Text):
                    _text.Append(word.Text);
                    break;
                case HoconScalar { Kind: HoconScalarKind.String } scalar:
                    Quote(_text, scalar.Text);
                    break;
                case HoconScalar scalar:
                    _text.Append(scalar.Text);
                    break;
            }
        }

        private void WriteFields(HoconObject fields, int depth)
        {
            var isFirst = true;
            foreach (var (key, value) in fields)
            {
                if (!isFirst)
                {
                    _text.Append(options.Json || !options.Indented ? "," : "");
                    NewLine(depth);
                }

                isFirst = false;
                _text.Append(options.Json ? QuoteJson(key) : HoconPath.Quote(key)).Append(Separator(value));
                _path.Add(key);
                Write(value, depth);
                _path.RemoveAt(_path.Count - 1);
                if (options is { Origins: true, Json: false, Indented: true } && value is not HoconObject)
                    _text.Append("  # ").Append(OneLine(value.Origin.ToString()));
            }
        }

        private string Separator(HoconValue value) => options switch
        {
            { Json: true, Indented: true } => ": ",
            { Json: true } => ":",
            { Indented: true, Plain: true } => " : ",
            { Indented: true } => value is HoconObject ? " " : " = ",
            _ => "=",
        };

        // A word that starts with a letter and cannot be read as something else.
        private static bool IsPlain(string text) =>
            text.Length > 0 && char.IsAsciiLetter(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            && text is not ("true" or "false" or "null" or "include");

        // Objects in an array stand on lines of their own; an array of scalars on one.
        private void WriteItems(HoconArray items, int depth)
        {
            var inLines = options.Indented && items.Any(item => item is HoconObject { Count: > 0 });
            _text.Append('[');
            for (var i = 0; i < items.Count; i++)
            {
                _text.Append(i == 0 ? "" : options.Indented && !inLines ? ", " : ",");
                if (inLines)
                    NewLine(depth + 1);
                Write(items[i], inLines ? depth + 1 : depth);
            }

            if (inLines)
                NewLine(depth);
            _text.Append(']');
        }

        private void NewLine(int depth)
        {
            if (options.Indented)
                _text.Append('\n').Append(' ', depth * 2);
        }

        private static string OneLine(string text) => text.Replace('\n', ' ').Replace('\r', ' ');
    }
}
