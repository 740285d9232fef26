// Overview. One loop owns every running request, as the core of a real engine does: it admits waiting requests while
// there is room, waits for one step's time, then makes one token for each. All counters move in Step and nowhere else,
// so a loop that stands still shows as counters that stand still while requests are running. Handlers only put
// requests into the queue and read each request's own channel.
using System.Collections.Concurrent;
using TinyEngine.Faults;
using TinyEngine.Metrics;
using TinyEngine.Model;
using TinyEngine.Settings;

namespace TinyEngine.Serving;

/// <summary>Continuous batching over an n-gram model.</summary>
internal sealed class EngineCore(NGramModel model, EngineSettings settings, EngineMetrics metrics, FaultState faults, TimeProvider time) : IDisposable
{
    private readonly ConcurrentQueue<Sequence> _waiting = new();
    private readonly List<Sequence> _running = [];
    private readonly SemaphoreSlim _work = new(0);
    private int _open;
    private int _runningCount;
    private long _cachedTokens;

    public NGramModel Model => model;

    /// <summary>Requests accepted and not ended, waiting ones included.</summary>
    public int Open => Volatile.Read(ref _open);

    public EngineLoad Load
    {
        get
        {
            int running = Volatile.Read(ref _runningCount);
            double room = (double)settings.MaxRunning * settings.MaxModelLength;
            return new EngineLoad(running, Math.Max(0, Open - running), Math.Min(1, Volatile.Read(ref _cachedTokens) / room));
        }
    }

    public Sequence Submit(GenerationRequest request)
    {
        var sequence = new Sequence(request, model, time.GetTimestamp());
        Interlocked.Increment(ref _open);
        _waiting.Enqueue(sequence);
        _work.Release();
        return sequence;
    }

    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            int admitted = Admit();
            if (_running.Count == 0)
            {
                await _work.WaitAsync(cancellation);
                continue;
            }

            await Task.Delay(settings.TokenDelay, time, cancellation);
            await faults.WhileStalledAsync(cancellation);
            Step(admitted);
            if (settings.TokenDelay == TimeSpan.Zero)
                await Task.Yield();
        }
    }

    public void Dispose() => _work.Dispose();

    private int Admit()
    {
        int promptTokens = 0;
        while (_running.Count < settings.MaxRunning && _waiting.TryDequeue(out Sequence? sequence))
        {
            promptTokens += sequence.PromptTokens;
            _running.Add(sequence);
        }

        Volatile.Write(ref _runningCount, _running.Count);
        Volatile.Write(ref _cachedTokens, _running.Sum(s => (long)s.PromptTokens + s.Generated));
        return promptTokens;
    }

    private void Step(int promptTokens)
    {
        int generated = 0;
        for (int i = _running.Count - 1; i >= 0; i--)
        {
            Sequence sequence = _running[i];
            FinishReason? finished = FinishReason.Abort;
            int before = sequence.Generated;
            if (sequence.Cancelled)
                sequence.Abort();
            else
                finished = sequence.Advance();
            generated += sequence.Generated - before;
            TimeSpan sinceArrival = time.GetElapsedTime(sequence.Arrived);
            if (before == 0 && sequence.Generated == 1)
                metrics.FirstToken(sinceArrival);
            if (finished is { } reason)
            {
                metrics.Finished(reason, sinceArrival);
                _running.RemoveAt(i);
                Interlocked.Decrement(ref _open);
            }
        }

        Volatile.Write(ref _runningCount, _running.Count);
        metrics.Step(promptTokens, generated);
    }
}
