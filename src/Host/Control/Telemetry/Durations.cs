using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Supervision.Control.Telemetry;

/// <summary>How long something took: a histogram for OpenTelemetry, and the same counted here for Prometheus. Thread-safe.</summary>
internal sealed class Durations
{
    // Engines take between a fraction of a second and the better part of an hour to load.
    private static readonly double[] _bounds = [0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1200, 3600];

    private readonly ConcurrentDictionary<(string, string, string), Row> _rows = new();
    private readonly Histogram<double> _histogram;
    private readonly string[] _names;

    public Durations(Meter meter, string name, string help, params string[] names)
    {
        Name = name;
        Help = help;
        _names = names;
        _histogram = meter.CreateHistogram(
            name, "s", help, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = _bounds });
    }

    public string Name { get; }

    public string Help { get; }

    public static IReadOnlyList<double> Bounds => _bounds;

    public void Add(TimeSpan duration, string first, string second = "", string third = "")
    {
        var seconds = duration.TotalSeconds;
        if (_histogram.Enabled)
        {
            _histogram.Record(seconds, LabelsOf((first, second, third)));
        }

        var row = _rows.GetOrAdd((first, second, third), static _ => new Row());
        lock (row)
        {
            row.Sum += seconds;
            row.Count++;
            for (var i = 0; i < _bounds.Length; i++)
            {
                row.Buckets[i] += seconds <= _bounds[i] ? 1 : 0;
            }
        }
    }

    /// <summary>Labels, cumulative counts by bound, sum and count of each row.</summary>
    public IEnumerable<(KeyValuePair<string, object?>[] Labels, long[] Buckets, double Sum, long Count)> Read()
    {
        foreach (var (key, row) in _rows)
        {
            lock (row)
            {
                yield return (LabelsOf(key), [.. row.Buckets], row.Sum, row.Count);
            }
        }
    }

    private KeyValuePair<string, object?>[] LabelsOf((string First, string Second, string Third) values)
    {
        ReadOnlySpan<string> all = [values.First, values.Second, values.Third];
        var labels = new KeyValuePair<string, object?>[_names.Length];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = new(_names[i], all[i]);
        }

        return labels;
    }

    private sealed class Row
    {
        public long[] Buckets { get; } = new long[_bounds.Length];

        public double Sum { get; set; }

        public long Count { get; set; }
    }
}
