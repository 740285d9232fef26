using System.Runtime.InteropServices;

namespace TinyEngine.Model;

/// <summary>Continues one text, token by token. The same prompt, sampling and seed give the same text on every machine.</summary>
internal sealed class Generator
{
    private readonly NGramModel _model;
    private readonly Sampling _sampling;
    private readonly List<int> _context = [Vocabulary.Edge];
    private readonly double[] _probabilities;
    private ulong _state;

    public Generator(NGramModel model, ReadOnlySpan<int> prompt, Sampling sampling)
    {
        _model = model;
        _sampling = sampling;
        _context.AddRange(prompt);
        _probabilities = new double[model.VocabularySize];
        _state = unchecked((ulong)(sampling.Seed ?? Random.Shared.NextInt64()));
    }

    /// <summary>The text of the next token, or null when the model ends the text; with <paramref name="ignoreEnd"/> it never does.</summary>
    public string? Next(bool ignoreEnd = false)
    {
        _model.Predict(CollectionsMarshal.AsSpan(_context), _probabilities);
        if (ignoreEnd)
            _probabilities[Vocabulary.Edge] = 0;
        int token = Draw();
        if (token == Vocabulary.Edge)
            return null;
        _context.Add(token);
        return _model.Text(token);
    }

    private int Draw()
    {
        Span<double> weights = _probabilities;
        if (_sampling.Temperature == 0)
            return Likeliest(weights);
        if (_sampling.TopP < 1)
            CutTail(weights, _sampling.TopP);

        // Dividing by the largest first keeps a low temperature from rounding every weight down to zero.
        double largest = weights[Likeliest(weights)], power = 1 / _sampling.Temperature, sum = 0;
        foreach (ref double weight in weights)
            sum += weight = weight == 0 ? 0 : Math.Pow(weight / largest, power);
        double rest = NextDouble() * sum;
        int last = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] == 0)
                continue;
            last = i;
            rest -= weights[i];
            if (rest < 0)
                break;
        }

        return last;
    }

    private static int Likeliest(ReadOnlySpan<double> weights)
    {
        int best = 0;
        for (int i = 1; i < weights.Length; i++)
        {
            if (weights[i] > weights[best])
                best = i;
        }

        return best;
    }

    private static void CutTail(Span<double> weights, double topP)
    {
        double[] keys = weights.ToArray();
        int[] order = new int[keys.Length];
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(order, (a, b) => keys[a] != keys[b] ? keys[b].CompareTo(keys[a]) : a.CompareTo(b));
        double kept = 0;
        foreach (int token in order)
        {
            if (kept >= topP)
                weights[token] = 0;
            kept += keys[token];
        }
    }

    // SplitMix64: eight bytes of state, and no promise of a library to depend on for repeatable output.
    private double NextDouble()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            ulong z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            z ^= z >> 31;
            return (z >> 11) * (1.0 / (1UL << 53));
        }
    }
}
