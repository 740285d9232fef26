using System.Collections.Concurrent;
using System.Diagnostics;

namespace Supervision.Control.Telemetry.Otlp;

/// <summary>Collects spans that have ended. What is not fetched in time loses its oldest. Thread-safe but for one reader.</summary>
internal sealed class SpanBuffer : IDisposable
{
    private const int Most = 2048;

    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ActivityListener _listener;
    private long _dropped;

    public SpanBuffer()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == AttemptTracer.SourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Add,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>How many were lost so far.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Takes up to <paramref name="most"/> of them, oldest first.</summary>
    public List<Activity> Take(int most)
    {
        var taken = new List<Activity>();
        while (taken.Count < most && _spans.TryDequeue(out var span))
        {
            taken.Add(span);
        }

        return taken;
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Activity span)
    {
        _spans.Enqueue(span);
        while (_spans.Count > Most && _spans.TryDequeue(out _))
        {
            Interlocked.Increment(ref _dropped);
        }
    }
}
