using System.Globalization;

namespace Supervision.ProcessBenchmarks;

/// <summary>What was measured of one peer, in all runs.</summary>
internal sealed class Figures
{
    private readonly Dictionary<(string What, string Unit), List<double>> _values = [];
    private readonly List<(string What, string Unit)> _names = [];

    public IReadOnlyList<(string What, string Unit)> Names => _names;

    public void Add(string what, string unit, double value)
    {
        if (!_values.TryGetValue((what, unit), out var values))
        {
            _names.Add((what, unit));
            _values[(what, unit)] = values = [];
        }

        values.Add(value);
    }

    /// <summary>Median and largest; with 100 values and more the 99th percentile instead of the largest.</summary>
    public string Text((string What, string Unit) name)
    {
        if (!_values.TryGetValue(name, out var values))
            return "";
        var sorted = values.Order().ToArray();
        var high = sorted.Length >= 100 ? sorted[(int)(sorted.Length * 0.99)] : sorted[^1];
        return string.Create(CultureInfo.InvariantCulture, $"{Round(sorted[sorted.Length / 2])} ({(sorted.Length >= 100 ? "p99 " : "")}{Round(high)})");
    }

    private static string Round(double value) =>
        value.ToString(value >= 100 ? "0" : value >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);
}
