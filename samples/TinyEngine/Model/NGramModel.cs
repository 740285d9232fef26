namespace TinyEngine.Model;

/// <summary>
/// An n-gram model with interpolated absolute discounting: each seen context gives up a fixed part of every count, and
/// the freed share goes to the next shorter context, down to single tokens. Learning is single-threaded; afterwards it is read only.
/// </summary>
internal sealed class NGramModel(int order)
{
    private const double Discount = 0.25;

    private readonly Vocabulary _vocabulary = new();
    private readonly ContextNode _root = new();

    public int VocabularySize => _vocabulary.Count;

    public long LearnedTokens { get; private set; }

    public void Learn(string paragraph)
    {
        var ids = new List<int> { Vocabulary.Edge };
        foreach (string token in Tokenizer.Split(paragraph))
            ids.Add(_vocabulary.Add(token));
        ids.Add(Vocabulary.Edge);
        for (int i = 1; i < ids.Count; i++)
        {
            ContextNode node = _root;
            node.Count(ids[i]);
            for (int back = 1; back < order && i - back >= 0; back++)
            {
                node = node.LongerOrNew(ids[i - back]);
                node.Count(ids[i]);
            }
        }

        LearnedTokens += ids.Count - 1;
    }

    public int[] Encode(string text)
    {
        List<string> tokens = Tokenizer.Split(text);
        int[] ids = new int[tokens.Count];
        for (int i = 0; i < ids.Length; i++)
            ids[i] = _vocabulary.Find(tokens[i]);
        return ids;
    }

    public string Text(int id) => _vocabulary[id];

    /// <summary>Fills <paramref name="probabilities"/>, one place per token, with what may follow <paramref name="context"/>; they add up to 1.</summary>
    public void Predict(ReadOnlySpan<int> context, Span<double> probabilities)
    {
        probabilities.Clear();
        foreach ((int token, int count) in _root.Followers)
            probabilities[token] = (double)count / _root.Total;

        ContextNode? node = _root;
        for (int i = context.Length - 1; i >= 0 && context.Length - i < order; i--)
        {
            node = node.Longer(context[i]);
            if (node is null)
                return;
            double left = Discount * node.Followers.Count / node.Total;
            foreach (ref double p in probabilities)
                p *= left;
            foreach ((int token, int count) in node.Followers)
                probabilities[token] += (count - Discount) / node.Total;
        }
    }
}
