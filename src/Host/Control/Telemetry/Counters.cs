using System.Collections.Concurrent;

namespace Supervision.Control.Telemetry;

/// <summary>One counter with up to three labels. Thread-safe.</summary>
/// <param name="names">Names of the labels.</param>
internal sealed class Counters(params string[] names)
{
    private readonly ConcurrentDictionary<(string, string, string), StrongCount> _counts = new();

    public void Add(string first, string second = "", string third = "", long by = 1) =>
        Interlocked.Add(ref _counts.GetOrAdd((first, second, third), static _ => new StrongCount()).Value, by);

    public IEnumerable<MetricPoint> Read() => _counts.Select(one => new MetricPoint(Interlocked.Read(ref one.Value.Value), LabelsOf(one.Key)));

    private KeyValuePair<string, object?>[] LabelsOf((string First, string Second, string Third) values) => names.Length switch
    {
        1 => [new(names[0], values.First)],
        2 => [new(names[0], values.First), new(names[1], values.Second)],
        _ => [new(names[0], values.First), new(names[1], values.Second), new(names[2], values.Third)],
    };

    private sealed class StrongCount
    {
        public long Value;
    }
}
