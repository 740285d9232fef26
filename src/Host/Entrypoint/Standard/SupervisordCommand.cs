using System.Text;

namespace Supervision.Entrypoint.Standard;

// Overview
// A command as supervisord reads it back: '%' begins an expansion and is doubled; a ';' or '#' after a blank begins a comment even within
// quotes, so no quoted part has one after a blank: the quotes end before it and begin anew. Blanks around the end of a line, and lines without anything else, are
// lost, so there are quotes on both sides of it.

/// <summary>Commands in supervisord's form.</summary>
internal static class SupervisordCommand
{
    public static string Join(IEnumerable<string> words) => string.Join(' ', words.Select(Quote)).Replace("%", "%%", StringComparison.Ordinal);

    /// <summary>Puts in what <c>%(ENV_NAME)s</c> and the like stand for.</summary>
    /// <param name="text">A value of the configuration.</param>
    /// <param name="values">What a name stands for; null where nothing does.</param>
    /// <param name="problem">What is wrong with the text; null where nothing is.</param>
    public static string Expand(string text, Func<string, string?> values, out string? problem)
    {
        var result = new StringBuilder();
        problem = null;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                result.Append(text[i]);
                continue;
            }
            if (i + 1 < text.Length && text[i + 1] == '%')
            {
                result.Append('%');
                i++;
                continue;
            }
            int end = i + 1 < text.Length && text[i + 1] == '(' ? text.IndexOf(')', i) : -1;
            if (end < 0 || end + 1 >= text.Length || text[end + 1] is not ('s' or 'd'))
            {
                problem ??= "'%' must be followed by '%' or '(NAME)s'";
                return text;
            }
            string name = text[(i + 2)..end];
            if (values(name) is not { } value)
            {
                problem ??= $"'%({name})s' stands for nothing";
                return text;
            }
            result.Append(value);
            i = end + 1;
        }
        return result.ToString();
    }

    private static string Quote(string word)
    {
        if (word.Length > 0 && word.All(IsPlain))
            return word;
        var quoted = new StringBuilder("'");
        for (int i = 0; i < word.Length; i++)
        {
            if (word[i] == '\'')
                quoted.Append("'\"'\"'");
            else if (word[i] is ';' or '#' && i > 0 && char.IsWhiteSpace(word[i - 1]))
                quoted.Append("''").Append(word[i]);
            else if (word[i] == '\n')
                quoted.Append("''\n''");
            else
                quoted.Append(word[i]);
        }
        return quoted.Append('\'').ToString();
    }

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || "@%+=:,./-_".Contains(c);
}
