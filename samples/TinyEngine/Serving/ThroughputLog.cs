using System.Globalization;
using TinyEngine.Metrics;

namespace TinyEngine.Serving;

/// <summary>The line that a busy engine prints now and then; an idle one is silent after one last line.</summary>
internal sealed class ThroughputLog(EngineStatus status, EngineMetrics metrics, EngineLog log, TimeProvider time)
{
    public async Task RunAsync(TimeSpan interval, CancellationToken cancellation)
    {
        if (interval <= TimeSpan.Zero)
            return;
        using var timer = new PeriodicTimer(interval, time);
        (long prompt, long generated, bool wasBusy) = (0, 0, false);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            (long nowPrompt, long nowGenerated, EngineLoad load) = (metrics.PromptTokens, metrics.GenerationTokens, status.Load);
            bool busy = load.Running + load.Waiting > 0 || nowGenerated != generated;
            if (busy || wasBusy)
            {
                log.Info("stats", string.Create(CultureInfo.InvariantCulture,
                    $"Avg prompt throughput: {(nowPrompt - prompt) / interval.TotalSeconds:0.0} tokens/s, " +
                    $"Avg generation throughput: {(nowGenerated - generated) / interval.TotalSeconds:0.0} tokens/s, " +
                    $"Running: {load.Running} reqs, Waiting: {load.Waiting} reqs, GPU KV cache usage: {load.CacheUsage * 100:0.0}%"));
            }

            (prompt, generated, wasBusy) = (nowPrompt, nowGenerated, busy);
        }
    }
}
