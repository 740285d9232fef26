using Supervision.Actors.Settings;

namespace Supervision.Actors.Heartbeats;

/// <summary>One scrape of an engine's metrics.</summary>
/// <param name="Running">Requests in progress.</param>
/// <param name="Waiting">Requests that wait.</param>
/// <param name="Counters">What moves while the engine works, by metric; null where it is not there.</param>
/// <param name="Problem">Why nothing is known; null where something is.</param>
internal sealed record ProgressSample(double Running, double Waiting, double?[] Counters, string? Problem)
{
    public static ProgressSample Unknown(string problem) => new(0, 0, [], problem);

    /// <summary>The metrics of a scrape in the order of <see cref="Of"/>.</summary>
    public static PrometheusText TextFor(ProgressSettings progress) =>
        new([.. progress.Running.Concat(progress.Waiting).Concat(progress.Counter).Select(text => MetricSelector.TryParse(text)
            ?? throw new ArgumentException($"'{text}' is no metric", nameof(progress)))]);

    /// <summary>
    /// What a text says that was read. Without a gauge of work, or without a counter, nothing is known: the engine may be of a version that
    /// names them otherwise, and not to see movement is no proof of standstill.
    /// </summary>
    public static ProgressSample Of(ProgressSettings progress, PrometheusText text)
    {
        var (running, someRunning) = Sum(text, 0, progress.Running.Length);
        var (waiting, someWaiting) = Sum(text, progress.Running.Length, progress.Waiting.Length);
        var first = progress.Running.Length + progress.Waiting.Length;
        var counters = new double?[progress.Counter.Length];
        for (var i = 0; i < counters.Length; i++)
        {
            counters[i] = text[first + i];
        }

        return !someRunning && !someWaiting ? Unknown($"{progress.Url}: has none of {string.Join(", ", progress.Running.Concat(progress.Waiting))}")
            : Array.TrueForAll(counters, counter => counter is null) ? Unknown($"{progress.Url}: has none of {string.Join(", ", progress.Counter)}")
            : new ProgressSample(running, waiting, counters, null);
    }

    private static (double Sum, bool Found) Sum(PrometheusText text, int first, int count)
    {
        var sum = 0d;
        var found = false;
        for (var i = first; i < first + count; i++)
        {
            found |= text[i] is not null;
            sum += text[i] ?? 0;
        }

        return (sum, found);
    }
}
