using Supervision.Actors.Engines;

namespace Supervision.Control.Health;

/// <summary>Answers probes by asking the tree. Thread-safe.</summary>
/// <param name="status">Asks the tree for snapshots of all engines.</param>
/// <param name="stopping">Whether an end was asked for.</param>
/// <param name="patience">How long the tree may take to answer.</param>
internal sealed class HealthView(Func<CancellationToken, Task<IReadOnlyList<EngineStatus>>> status, Func<bool> stopping, TimeSpan patience)
{
    private volatile bool _started;

    public async Task<HealthAnswer> AskAsync(HealthQuestion question)
    {
        IReadOnlyList<EngineStatus> engines;
        using var deadline = new CancellationTokenSource(patience);
        try
        {
            engines = await status(deadline.Token).WaitAsync(deadline.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or TimeoutException or AskTimeoutException)
        {
            return new HealthAnswer(false, "the supervision tree does not answer\n");
        }

        // What was stopped by hand is nobody's failure; with nothing else left nothing serves.
        EngineStatus[] wanted = [.. engines.Where(engine => engine.Desired == DesiredState.Up)];
        bool ready = wanted.Length > 0 && wanted.All(engine => engine.Readiness == Readiness.Ready);
        _started |= ready;
        bool draining = stopping();
        string text = (draining ? "stopping\n" : "") + string.Concat(engines.Select(Line));
        return question switch
        {
            HealthQuestion.Live => new HealthAnswer(true, text),
            HealthQuestion.Startup => new HealthAnswer(_started, text),
            _ => new HealthAnswer(ready && !draining, text),
        };
    }

    private static string Line(EngineStatus engine) => $"{engine.Name}: {engine.State.ToString().ToUpperInvariant()}, {Word(engine.Readiness)}\n";

    private static string Word(Readiness readiness) => readiness switch
    {
        Readiness.Ready => "ready",
        Readiness.NotReady => "not ready",
        Readiness.Starting => "starting",
        _ => "no process",
    };
}
