namespace TinyEngine.Faults;

/// <summary>Log lines at a rate; a reader that is too slow slows it down.</summary>
internal static class LogSpew
{
    public static async Task RunAsync(FaultAction.Spew spew, EngineLog log, TimeProvider time, CancellationToken cancellation)
    {
        long start = time.GetTimestamp();
        long written = 0;
        while (true)
        {
            TimeSpan elapsed = time.GetElapsedTime(start);
            bool last = spew.For is { } limit && elapsed >= limit;
            double until = last ? spew.For!.Value.TotalSeconds : elapsed.TotalSeconds;
            for (long due = (long)(spew.LinesPerSecond * until); written < due && !cancellation.IsCancellationRequested; written++)
                log.Warning("spew", $"line {written + 1} of a noisy engine");
            if (last)
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(20), time, cancellation);
        }
    }
}
