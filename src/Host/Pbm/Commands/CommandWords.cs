using System.Text;

namespace Supervision.Pbm;

// Overview
// A line is cut into words as a shell does it, less everything that a shell expands: blanks separate, '...' is literal, "..." is literal
// but for \" and \\, and a backslash outside of quotes takes the next character as it is. An unquoted > or >> is a word of its own kind,
// because the prompt redirects by it; in a command that is sent to a server it is an ordinary character.

/// <summary>One word of a line.</summary>
/// <param name="Text">Without its quotes.</param>
/// <param name="Start">Where it begins in the line.</param>
/// <param name="IsRedirection">Whether it is an unquoted <c>&gt;</c> or <c>&gt;&gt;</c>.</param>
internal readonly record struct CommandWord(string Text, int Start, bool IsRedirection);

/// <summary>Cuts lines into words, and quotes words.</summary>
internal static class CommandWords
{
    /// <summary>Cuts a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="words">Its words; all but the open one where the result is false.</param>
    /// <param name="redirections">Whether &gt; is special.</param>
    /// <returns>False where a quote is not closed, or nothing follows the last backslash.</returns>
    public static bool TrySplit(string line, out List<CommandWord> words, bool redirections = false)
    {
        words = [];
        var word = new StringBuilder();
        int start = -1;
        for (int i = 0; i < line.Length; i++)
        {
            char letter = line[i];
            if (char.IsWhiteSpace(letter))
            {
                Finish(words, word, ref start);
            }
            else if (redirections && letter == '>')
            {
                Finish(words, word, ref start);
                bool twice = i + 1 < line.Length && line[i + 1] == '>';
                words.Add(new CommandWord(twice ? ">>" : ">", i, true));
                i += twice ? 1 : 0;
            }
            else
            {
                start = start < 0 ? i : start;
                if (letter is '\'' or '"')
                {
                    if (!ReadQuoted(line, ref i, letter, word))
                        return false;
                }
                else if (letter == '\\')
                {
                    if (++i == line.Length)
                        return false;
                    word.Append(line[i]);
                }
                else
                {
                    word.Append(letter);
                }
            }
        }
        Finish(words, word, ref start);
        return true;
    }

    /// <summary>The word so that <see cref="TrySplit"/> gives it back.</summary>
    public static string Quote(string word) =>
        word.Length > 0 && word.All(letter => char.IsLetterOrDigit(letter) || "-_./:@%+,=*?[]{}~^#!&;|$()`<".Contains(letter))
            ? word
            : word.Contains('\'') ? $"\"{word.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"" : $"'{word}'";

    private static bool ReadQuoted(string line, ref int i, char quote, StringBuilder word)
    {
        for (i++; i < line.Length && line[i] != quote; i++)
        {
            if (quote == '"' && line[i] == '\\' && i + 1 < line.Length && line[i + 1] is '"' or '\\')
                i++;
            word.Append(line[i]);
        }
        return i < line.Length;
    }

    private static void Finish(List<CommandWord> words, StringBuilder word, ref int start)
    {
        if (start >= 0)
            words.Add(new CommandWord(word.ToString(), start, false));
        word.Clear();
        start = -1;
    }
}
