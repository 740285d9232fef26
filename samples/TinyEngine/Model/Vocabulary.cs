namespace TinyEngine.Model;

/// <summary>Tokens by number. Number 0 is the edge of a paragraph: it starts every text and, when drawn, ends it.</summary>
internal sealed class Vocabulary
{
    public const int Edge = 0;
    public const int Unknown = -1;

    private readonly Dictionary<string, int> _ids = [];
    private readonly List<string> _tokens = [""];

    public int Count => _tokens.Count;

    public string this[int id] => _tokens[id];

    public int Add(string token)
    {
        if (_ids.TryGetValue(token, out int id))
            return id;
        _ids.Add(token, _tokens.Count);
        _tokens.Add(token);
        return _tokens.Count - 1;
    }

    /// <summary>The token itself, else the same word without regard to the space before it or to capitals.</summary>
    public int Find(string token)
    {
        string bare = token.TrimStart(' ');
        foreach (string candidate in (ReadOnlySpan<string>)[token, bare, " " + bare, bare.ToLowerInvariant(), " " + bare.ToLowerInvariant()])
        {
            if (_ids.TryGetValue(candidate, out int id))
                return id;
        }

        return Unknown;
    }
}
