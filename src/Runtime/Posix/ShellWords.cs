using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Supervision.Posix;

/// <summary>
/// Splits a command line into words by the shell's quoting rules, and nothing more: no variables, no globs, no operators, no comments.
/// </summary>
public static class ShellWords
{
    /// <summary>Splits a command line.</summary>
    /// <param name="commandLine">
    /// Words parted by blanks. Single quotes keep all; double quotes keep all but a backslash before <c>$ ` " \</c> or a line end;
    /// elsewhere a backslash keeps the next character, and before a line end both vanish.
    /// </param>
    /// <returns>The words; none for a blank line.</returns>
    /// <exception cref="FormatException">A quote is not closed or a backslash ends the line; names the column, counted from 1.</exception>
    public static IReadOnlyList<string> Split(string commandLine) =>
        TrySplit(commandLine, out var words, out var error) ? words : throw new FormatException(error);

    /// <summary>As <see cref="Split"/>, with the error as a value.</summary>
    /// <param name="commandLine">The line.</param>
    /// <param name="words">The words.</param>
    /// <param name="error">What is wrong and in which column.</param>
    /// <returns>Whether the line is well formed.</returns>
    public static bool TrySplit(
        string commandLine, [NotNullWhen(true)] out IReadOnlyList<string>? words, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(commandLine);
        var found = new List<string>();
        var word = new StringBuilder();
        var inWord = false;
        words = null;
        error = null;
        for (var i = 0; i < commandLine.Length; i++)
        {
            var c = commandLine[i];
            switch (c)
            {
                case ' ' or '\t' or '\n' or '\r':
                    if (inWord)
                        found.Add(word.ToString());
                    word.Clear();
                    inWord = false;
                    break;
                case '\'' or '"':
                    inWord = true;
                    var opened = i;
                    i = c == '"' ? TakeDoubleQuoted(commandLine, i + 1, word) : TakeSingleQuoted(commandLine, i + 1, word);
                    if (i < 0)
                    {
                        error = At(opened, $"the quote {c} is not closed");
                        return false;
                    }

                    break;
                case '\\' when i + 1 == commandLine.Length:
                    error = At(i, "a backslash at the end keeps nothing");
                    return false;
                case '\\':
                    i++;
                    if (commandLine[i] == '\n')
                        break;
                    inWord = true;
                    word.Append(commandLine[i]);
                    break;
                default:
                    inWord = true;
                    word.Append(c);
                    break;
            }
        }

        if (inWord)
            found.Add(word.ToString());
        words = found;
        return true;
    }

    /// <summary>Joins words so that a shell, and <see cref="Split"/>, read them back as they are.</summary>
    /// <param name="words">The words; any text, also empty.</param>
    public static string Join(IEnumerable<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return string.Join(' ', words.Select(Quote));
    }

    private static string Quote(string word)
    {
        foreach (var c in word)
        {
            if (!char.IsAsciiLetterOrDigit(c) && !"_-./:=@%+,".Contains(c))
                return "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
        }

        return word.Length == 0 ? "''" : word;
    }

    // Both return the index of the closing quote, or -1.
    private static int TakeSingleQuoted(string line, int start, StringBuilder word)
    {
        var end = line.IndexOf('\'', start);
        if (end >= 0)
            word.Append(line, start, end - start);
        return end;
    }

    private static int TakeDoubleQuoted(string line, int start, StringBuilder word)
    {
        for (var i = start; i < line.Length; i++)
        {
            if (line[i] == '"')
                return i;
            if (line[i] != '\\' || i + 1 == line.Length || !"$`\"\\\n".Contains(line[i + 1]))
                word.Append(line[i]);
            else if (line[++i] != '\n')
                word.Append(line[i]);
        }

        return -1;
    }

    private static string At(int index, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{what} (column {index + 1})");
}
