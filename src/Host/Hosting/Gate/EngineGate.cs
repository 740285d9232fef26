using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Supervision.Actors.Engines;

namespace Supervision.Hosting;

/// <summary>Lets requests pass while an engine is ready, and answers 503 otherwise.</summary>
internal static class EngineGate
{
    // Where nothing is known of how long a start takes.
    private static readonly TimeSpan _unknownStart = TimeSpan.FromSeconds(5);

    // The body is JSON and nobody's HTML.
    private static readonly JsonWriterOptions _readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether some instance of the engine is ready, and nothing stops.</summary>
    public static bool IsOpen(SupervisionRuntime runtime, string engine)
    {
        if (runtime.IsStopping)
            return false;
        foreach (var view in runtime.Board.Find(engine))
        {
            if (view.Readiness == Readiness.Ready)
                return true;
        }

        return false;
    }

    /// <summary>The answer of a closed gate: problem details, with <c>Retry-After</c> where another attempt is under way or planned.</summary>
    public static Task RefuseAsync(SupervisionRuntime runtime, string engine, HttpContext context)
    {
        var views = runtime.Board.Find(engine);
        var now = runtime.Time.GetTimestamp();
        var next = views.Select(view => (View: view, After: RetryAfter(view, runtime.Time, now))).OrderBy(one => one.After ?? TimeSpan.MaxValue).FirstOrDefault();
        var retry = runtime.IsStopping ? null : next.After;
        var response = context.Response;
        response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        response.ContentType = "application/problem+json";
        response.Headers.CacheControl = "no-store";
        if (retry is { } after)
            response.Headers.RetryAfter = Seconds(after).ToString(CultureInfo.InvariantCulture);
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(Problem(engine, runtime, next.View, retry), context.RequestAborted).AsTask();
    }

    /// <summary>When it makes sense to come again; null where no attempt is under way or planned.</summary>
    internal static TimeSpan? RetryAfter(EngineView view, TimeProvider time, long now)
    {
        var start = view.StartupTook ?? _unknownStart;
        return view.State switch
        {
            EngineState.Starting or EngineState.Running when view.Readiness == Readiness.NotReady => _unknownStart,
            EngineState.Starting or EngineState.Running => Later(start - time.GetElapsedTime(view.StartedAt, now)),
            EngineState.Backoff or EngineState.Fatal when view.RetryAt is { } at => Later(time.GetElapsedTime(now, at)) + start,
            EngineState.Backoff or EngineState.Exited or EngineState.Stopping => start,
            _ => null,
        };

        static TimeSpan Later(TimeSpan wait) => wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    private static int Seconds(TimeSpan wait) => (int)Math.Clamp(Math.Ceiling(wait.TotalSeconds), 1, 3600);

    private static ReadOnlyMemory<byte> Problem(string engine, SupervisionRuntime runtime, EngineView? view, TimeSpan? retry)
    {
        var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body, _readable))
        {
            json.WriteStartObject();
            json.WriteString("type", "urn:supervision:engine-not-ready");
            json.WriteString("title", "Engine not ready");
            json.WriteNumber("status", StatusCodes.Status503ServiceUnavailable);
            json.WriteString("detail", Detail(engine, runtime, view));
            json.WriteString("engine", engine);
            if (view is not null)
            {
                json.WriteString("state", view.State.ToString().ToUpperInvariant());
                json.WriteNumber("attempt", view.Attempt);
                if (view.BeatAt is { } beat)
                    json.WriteNumber("heartbeatAge", Math.Round(runtime.Time.GetElapsedTime(beat).TotalSeconds, 3));
                else
                    json.WriteNull("heartbeatAge");

                // The kind alone: what an engine wrote before it died is not for everybody.
                if (view.LastFailure is { } failure)
                    json.WriteString("lastFailure", FailureKinds.NameOf(failure.Kind));
            }

            if (retry is { } after)
                json.WriteNumber("retryAfter", Seconds(after));
            json.WriteEndObject();
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private static string Detail(string engine, SupervisionRuntime runtime, EngineView? view) => view switch
    {
        _ when runtime.IsStopping => "the host is stopping",
        null => $"there is no engine '{engine}'",
        { State: EngineState.Fatal } => $"engine {engine} was given up on",
        { Readiness: Readiness.NotReady } => $"engine {engine} runs and is not ready",
        { Readiness: Readiness.Starting } => $"engine {engine} is starting",
        _ => $"engine {engine} is {view.State.ToString().ToUpperInvariant()}",
    };
}
