using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Supervision.Actors.Engines;
using Supervision.Control.Health;
using Supervision.Control.Telemetry;

namespace Supervision.Control.Http;

internal sealed partial class ControlRoutes
{
    private static readonly TimeSpan _heartbeatLimit = TimeSpan.FromSeconds(60);

    private IEnumerable<Route> Observation() =>
    [
        new("GET", $"{Api}/events", EventsAsync) { Query = ["after", "names", "target", "samples"] },
        new("GET", $"{Api}/events/history", HistoryAsync) { Query = ["after", "names", "target", "samples", "limit"] },
        Probe("/livez", HealthQuestion.Live),
        Probe("/readyz", HealthQuestion.Ready),
        Probe("/ping", HealthQuestion.Ready),
        Probe("/healthz", HealthQuestion.Live),
        Probe("/startupz", HealthQuestion.Startup),
        new("GET", "/health", WatchdogAsync) { IsOpen = true, Query = ["engine"] },
        new("GET", "/metrics", MetricsAsync) { Query = null },
    ];

    private Route Probe(string path, HealthQuestion question) => new("GET", path, request => AnswerProbeAsync(request, question)) { IsOpen = true, Query = null };

    private async Task AnswerProbeAsync(ControlRequest request, HealthQuestion question)
    {
        var answer = await _health.AskAsync(question);
        request.Http.SetHeader("Cache-Control", "no-store");
        await request.BytesAsync(Encoding.UTF8.GetBytes(answer.Text), "text/plain; charset=utf-8", answer.Good ? 200 : 503);
    }

    // The number of the journal, with the daemon's start before it where no file carries numbers on over a restart.
    private string IdOf(long number) => _control.EventEpoch is { } epoch
        ? string.Create(CultureInfo.InvariantCulture, $"{epoch}-{number}")
        : number.ToString(CultureInfo.InvariantCulture);

    private long? AfterOf(ControlRequest request)
    {
        var text = request.Http.Header("Last-Event-ID"u8) is { Length: > 0 } header ? header : request.Query("after");
        if (text is null)
        {
            return null;
        }

        var dash = text.IndexOf('-', StringComparison.Ordinal);
        if (!long.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || (dash >= 0 && !long.TryParse(text.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            throw ProblemException.BadRequest($"'{text}' is no id of an event: the id of the last event is a number, or two with a dash between them, as it came with the event");
        }

        // Of another daemon: everything that is remembered came later.
        return dash >= 0 && text[..dash] != _control.EventEpoch ? 0 : number;
    }

    private async Task<EventQuery> QueryOfAsync(ControlRequest request)
    {
        var query = new EventQuery
        {
            After = AfterOf(request),
            Names = request.Query("names")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
            Target = request.QueryTarget(),
            Samples = request.Switch("samples"),
        };
        if (EventNames.ProblemOf(query.Names) is { } problem)
        {
            throw ProblemException.BadRequest(problem);
        }

        return query.Target is not { } target || (await _control.ListAsync(target, false, request.Aborted)).Count > 0 || target is Target.All
            ? query
            : throw ProblemException.NotFound($"'{target}' means no engine");
    }

    private async Task EventsAsync(ControlRequest request)
    {
        var values = _control.Subscribe(await QueryOfAsync(request), request.Aborted);
        var events = request.BeginEvents(_control.Time);
        await events.WriteAllAsync(values, value => events.Write(value.Number > 0 ? IdOf(value.Number) : null, value.Name, value.Json));
    }

    private async Task HistoryAsync(ControlRequest request)
    {
        const int Most = 10_000;
        var past = await _control.HistoryAsync(await QueryOfAsync(request), (int)request.Number("limit", 100, 0, Most), request.Aborted);
        await request.BytesAsync(
            Encoding.UTF8.GetBytes($"{{\"events\":[{string.Join(',', past.Select(value => value.Json))}]}}"), "application/json; charset=utf-8");
    }

    private async Task MetricsAsync(ControlRequest request)
    {
        await _control.Metrics.RefreshAsync(request.Aborted);
        await request.BytesAsync(Encoding.UTF8.GetBytes(PrometheusWriter.Write(_control.Metrics)), PrometheusWriter.MediaType);
    }

    /// <summary>What a batch server asks before it takes a job: has the worker been heard of lately?</summary>
    private async Task WatchdogAsync(ControlRequest request)
    {
        var now = _control.Time.GetUtcNow();
        var limits = (await _control.Tree.SettingsAsync(request.Aborted)).Engines.ToDictionary(engine => engine.Name, engine => engine.Heartbeat.Timeout);
        var all = await _control.ListAsync(request.Query("engine") is { } name ? new Target.Named(name) : null, false, request.Aborted);
        if (all.Count == 0)
        {
            throw NoEngine(request.Query("engine") ?? "");
        }

        string? detail = null;
        var engines = ImmutableSortedDictionary.CreateBuilder<string, WatchdogEngine>(StringComparer.Ordinal);
        foreach (var engine in all)
        {
            var limit = limits.GetValueOrDefault(engine.Name) is var own && own > TimeSpan.Zero ? own : _heartbeatLimit;
            var status = engine.Desired == DesiredState.Down ? "stopped"
                : engine is { State: EngineState.Running, HeartbeatAge: { } age } && age <= limit ? "healthy" : "unhealthy";
            if (status == "unhealthy")
            {
                detail ??= engine.HeartbeatAge is { } last
                    ? string.Create(CultureInfo.InvariantCulture, $"{engine.Name} offline (last seen {(long)last.TotalSeconds}s ago)")
                    : $"{engine.Name} offline ({engine.State.ToString().ToUpperInvariant()})";
            }

            engines.Add(engine.Name, new WatchdogEngine(
                status, Words.Of(engine.State), engine.Pid, engine.HeartbeatAge is { } seconds ? Math.Round(seconds.TotalSeconds, 1) : null,
                engine.HeartbeatAge is { } ago ? now - ago : null, engine.Restarts));
        }

        request.Http.SetHeader("Cache-Control", "no-store");
        var good = detail is null && !_stopping();
        await request.JsonAsync(
            new WatchdogAnswer(good ? "healthy" : "unhealthy", "supervision", _control.Version, detail ?? (good ? null : "stopping"), engines.ToImmutable()),
            ControlJson.Write, good ? 200 : 503);
    }
}
