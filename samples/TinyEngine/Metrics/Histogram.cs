using System.Globalization;
using System.Text;

namespace TinyEngine.Metrics;

/// <summary>A cumulative histogram as Prometheus reads it.</summary>
internal sealed class Histogram(string name, string help, double[] bounds)
{
    private readonly long[] _counts = new long[bounds.Length + 1];
    private readonly Lock _lock = new();
    private double _sum;

    public void Observe(double value)
    {
        int bucket = 0;
        while (bucket < bounds.Length && value > bounds[bucket])
            bucket++;
        lock (_lock)
        {
            _counts[bucket]++;
            _sum += value;
        }
    }

    public void Write(StringBuilder text, string labels)
    {
        long[] counts;
        double sum;
        lock (_lock)
        {
            counts = [.. _counts];
            sum = _sum;
        }

        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append("\n# TYPE ").Append(name).Append(" histogram\n");
        long total = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            total += counts[i];
            string bound = i < bounds.Length ? Exposition.Number(bounds[i]) : "+Inf";
            text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{labels},le=\"{bound}\"}} {Exposition.Number(total)}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{name}_count{{{labels}}} {Exposition.Number(total)}\n{name}_sum{{{labels}}} {Exposition.Number(sum)}\n");
    }
}
