namespace Supervision.Pbm.Cli.Prompt;

/// <summary>A line of the prompt: a command, and the file that its output goes to.</summary>
/// <param name="Words">The command.</param>
/// <param name="File">The file; null for the screen.</param>
/// <param name="Append">Whether the file is gone on with.</param>
internal sealed record Redirection(IReadOnlyList<string> Words, string? File, bool Append)
{
    /// <summary>Reads a line.</summary>
    /// <returns>The command, or one line that says what is wrong.</returns>
    public static (Redirection? Line, string Problem) Parse(string line)
    {
        if (!CommandWords.TrySplit(line, out List<CommandWord> words, redirections: true))
            return (null, "a quote is not closed, or nothing follows the last backslash");
        int at = words.FindIndex(word => word.IsRedirection);
        if (at < 0)
            return (new Redirection([.. words.Select(word => word.Text)], null, false), "");
        return words.Count == at + 2 && !words[at + 1].IsRedirection
            ? (new Redirection([.. words.Take(at).Select(word => word.Text)], words[at + 1].Text, words[at].Text == ">>"), "")
            : (null, $"after '{words[at].Text}' comes one file name, and nothing else; to send it as a word, quote it");
    }
}
