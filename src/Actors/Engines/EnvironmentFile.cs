using System.Globalization;
using System.Text;

namespace Supervision.Actors.Engines;

// Overview
// The common ground of dotenv files and of systemd's EnvironmentFile: one NAME=value a line; blank lines and lines that begin with #
// are skipped; "export " before a name is allowed. An unquoted value ends at the line's end or at a # after a blank, and loses blanks at
// both ends. In single quotes everything is literal; in double quotes \n \r \t \" \\ \$ and \` are read, and a backslash before anything
// else stays; both may span lines. Nothing is expanded: what $ means differs from tool to tool.

/// <summary>Reads files of environment variables.</summary>
internal static class EnvironmentFile
{
    public static bool TryParse(string text, out List<(string Name, string Value)> variables, out string error)
    {
        variables = [];
        error = "";
        var at = 0;
        while (at < text.Length)
        {
            var end = LineEnd(text, at);
            var line = text.AsSpan(at, end - at).Trim();
            if (line.IsEmpty || line[0] == '#')
            {
                at = end + 1;
                continue;
            }

            while (text[at] is ' ' or '\t')
            {
                at++;
            }

            if (text.AsSpan(at).StartsWith("export ") || text.AsSpan(at).StartsWith("export\t"))
            {
                at += "export ".Length;
            }

            var equals = text.IndexOf('=', at, end - at);
            var name = equals < 0 ? "" : text[at..equals].Trim();
            if (!IsName(name))
            {
                error = string.Create(CultureInfo.InvariantCulture, $"line {LineNumber(text, at)} is not NAME=value");
                return false;
            }

            at = equals + 1;
            if (!TryValue(text, ref at, out var value, out var problem))
            {
                error = string.Create(CultureInfo.InvariantCulture, $"line {LineNumber(text, equals)}, variable {name}: {problem}");
                return false;
            }

            variables.Add((name, value));
        }

        return true;
    }

    private static bool TryValue(string text, ref int at, out string value, out string problem)
    {
        value = problem = "";
        while (at < text.Length && text[at] is ' ' or '\t')
        {
            at++;
        }

        if (at < text.Length && text[at] is '"' or '\'')
        {
            return TryQuoted(text, ref at, out value, out problem);
        }

        var end = LineEnd(text, at);
        var raw = text.AsSpan(at, end - at);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] == '#' && (i == 0 || raw[i - 1] is ' ' or '\t'))
            {
                raw = raw[..i];
                break;
            }
        }

        at = end + 1;
        value = raw.Trim().ToString();
        problem = value.Contains('\0', StringComparison.Ordinal) ? "a variable cannot contain a NUL character" : "";
        return problem.Length == 0;
    }

    private static bool TryQuoted(string text, ref int at, out string value, out string problem)
    {
        var quote = text[at++];
        var result = new StringBuilder();
        value = problem = "";
        for (; at < text.Length && text[at] != quote; at++)
        {
            if (quote == '"' && text[at] == '\\' && at + 1 < text.Length && Unescaped(text[at + 1]) is { } plain)
            {
                result.Append(plain);
                at++;
            }
            else
            {
                result.Append(text[at]);
            }
        }

        if (at >= text.Length)
        {
            problem = "the quote is not closed";
            return false;
        }

        var end = LineEnd(text, ++at);
        var rest = text.AsSpan(at, end - at).Trim();
        at = end + 1;
        value = result.ToString();
        problem = !rest.IsEmpty && rest[0] != '#' ? "something follows the closing quote"
            : value.Contains('\0', StringComparison.Ordinal) ? "a variable cannot contain a NUL character"
            : "";
        return problem.Length == 0;
    }

    private static char? Unescaped(char escaped) => escaped switch
    {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        '"' or '\\' or '$' or '`' => escaped,
        _ => null,
    };

    private static bool IsName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-');

    private static int LineEnd(string text, int at) => text.IndexOf('\n', Math.Min(at, text.Length)) is >= 0 and var end ? end : text.Length;

    private static int LineNumber(string text, int at) => text.AsSpan(0, at).Count('\n') + 1;
}
