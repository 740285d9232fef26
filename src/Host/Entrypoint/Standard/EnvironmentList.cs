using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Supervision.Entrypoint.Standard;

/// <summary>supervisord's lists of variables: <c>A="1",B='x y',C=3</c>.</summary>
internal static class EnvironmentList
{
    public static bool TryParse(string text, [NotNullWhen(true)] out List<KeyValuePair<string, string>>? pairs)
    {
        pairs = [];
        int i = 0;
        while (true)
        {
            while (i < text.Length && (char.IsWhiteSpace(text[i]) || text[i] == ','))
                i++;
            if (i == text.Length)
                return true;
            int equals = text.IndexOf('=', i);
            string name = equals < 0 ? "" : text[i..equals].Trim();
            if (name.Length == 0 || name.Any(c => char.IsWhiteSpace(c) || c is ',' or '"' or '\''))
                break;
            i = equals + 1;
            var value = new StringBuilder();
            if (!TakeValue(text, ref i, value))
                break;
            pairs.Add(new(name, value.ToString().TrimEnd()));
        }
        pairs = null;
        return false;
    }

    private static bool TakeValue(string text, ref int i, StringBuilder value)
    {
        while (i < text.Length && text[i] == ' ')
            i++;
        for (; i < text.Length && text[i] != ','; i++)
        {
            if (text[i] is not ('"' or '\''))
            {
                value.Append(text[i]);
                continue;
            }
            int end = text.IndexOf(text[i], i + 1);
            if (end < 0)
                return false;
            value.Append(text, i + 1, end - i - 1);
            i = end;
        }
        return true;
    }
}
