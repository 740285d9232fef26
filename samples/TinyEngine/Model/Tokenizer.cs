namespace TinyEngine.Model;

/// <summary>
/// Cuts text into tokens whose concatenation is the text again: a word with the space before it, or one other character.
/// </summary>
internal static class Tokenizer
{
    public static List<string> Split(string text)
    {
        var tokens = new List<string>();
        for (int start = 0; start < text.Length;)
        {
            int end = start;
            if (text[end] == ' ' && end + 1 < text.Length && IsWord(text[end + 1]))
                end++;
            if (IsWord(text[end]))
            {
                while (end < text.Length && IsWord(text[end]))
                    end++;
            }
            else
            {
                end += char.IsHighSurrogate(text[end]) && end + 1 < text.Length && char.IsLowSurrogate(text[end + 1]) ? 2 : 1;
            }

            tokens.Add(text[start..end]);
            start = end;
        }

        return tokens;
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '\'';
}
