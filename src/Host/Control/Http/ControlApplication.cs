using Supervision.Control.Http.Server;

namespace Supervision.Control.Http;

/// <summary>Answers requests: finds the route, lets the caller in, and makes every failure a problem.</summary>
internal sealed class ControlApplication(ControlRoutes routes, Gatekeeper gate, TimeProvider time)
{
    private const int LongestKey = 200;
    private readonly Repeats _repeats = new(time);

    public async Task AnswerAsync(HttpExchange exchange)
    {
        exchange.SetHeader("X-Content-Type-Options", "nosniff");
        try
        {
            await HandleAsync(exchange).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (exchange.Aborted.IsCancellationRequested)
        {
            // The client has left.
        }
        catch (Exception error) when (!exchange.HasStarted)
        {
            await TellAsync(exchange, ProblemOf(error)).ConfigureAwait(false);
        }
    }

    private static Problem ProblemOf(Exception error) => error switch
    {
        ProblemException problem => new Problem("about:blank", problem.Title, problem.Status, problem.Message),
        AskTimeoutException or TimeoutException or OperationCanceledException => new Problem("about:blank", "No answer", 503, "the supervision tree does not answer"),
        _ => new Problem("about:blank", "Internal error", 500, "this is a bug in supervision, please report it: " + error.Message),
    };

    private static async Task TellAsync(HttpExchange exchange, Problem problem)
    {
        var request = new ControlRequest(exchange, new Dictionary<string, string>(), ControlCaller.Host);
        await ControlRoutes.ProblemAsync(request, problem).ConfigureAwait(false);
    }

    private async Task HandleAsync(HttpExchange exchange)
    {
        var (route, values) = Find(exchange);
        var caller = gate.Admit(exchange, route?.IsOpen ?? false);
        if (route is null)
        {
            // Only now: strangers learn nothing of what there is.
            throw values.Count > 0
                ? new ProblemException(405, "Method not allowed", $"{exchange.Path} does not take {exchange.Method}")
                : ProblemException.NotFound($"there is no {exchange.Path}; /api/v1/openapi.json says what there is");
        }

        CheckQuery(exchange, route);
        var key = route.IsRepeatable ? exchange.Header("Idempotency-Key"u8) : "";
        if (key.Length > 0)
        {
            await AnswerOnceAsync(exchange, route, values, caller, key).ConfigureAwait(false);
            return;
        }

        await route.Handle(new ControlRequest(exchange, values, caller)).ConfigureAwait(false);
    }

    // A mistyped parameter would be passed over, and the answer be about something else than was asked.
    private static void CheckQuery(HttpExchange exchange, Route route)
    {
        if (route.Query is not { } known)
        {
            return;
        }

        foreach (var name in exchange.QueryNames())
        {
            if (!known.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                throw ProblemException.BadRequest($"there is no parameter '{name}' here; {(known.Length == 0 ? "there is none" : $"known are: {string.Join(", ", known)}")}");
            }

            if (exchange.Query(name) is null)
            {
                throw ProblemException.BadRequest($"the parameter '{name}' is there twice");
            }
        }
    }

    private async Task AnswerOnceAsync(HttpExchange exchange, Route route, Dictionary<string, string> values, ControlCaller caller, string key)
    {
        if (key.Length > LongestKey)
        {
            throw ProblemException.BadRequest($"an Idempotency-Key has at most {LongestKey} characters");
        }

        var sent = new ControlRequest(exchange, values, caller);
        var body = await sent.BytesAsync().ConfigureAwait(false);
        byte[] identity = [.. System.Text.Encoding.UTF8.GetBytes($"{exchange.Method} {exchange.Target}\n"), .. body.Span];
        var (status, bytes, media) = await _repeats.AnswerAsync($"{caller.Name}\n{key}", identity, async () =>
        {
            var kept = new ControlRequest(exchange, values, caller) { IsKept = true, Body = body.ToArray() };
            try
            {
                await route.Handle(kept).ConfigureAwait(false);
            }
            catch (ProblemException problem)
            {
                await ControlRoutes.ProblemAsync(kept, ProblemOf(problem)).ConfigureAwait(false);
            }

            return kept.Answer;
        }).ConfigureAwait(false);
        await sent.BytesAsync(bytes, media, status).ConfigureAwait(false);
    }

    // Without a route: the methods that there are for the path, as values.
    private (Route? Route, Dictionary<string, string> Values) Find(HttpExchange exchange)
    {
        var method = exchange.IsHead ? "GET" : exchange.Method;
        // Split before decoding, so that a name may hold a slash.
        var segments = exchange.Path.Split('/');
        List<string> methods = [];
        foreach (var route in routes.All)
        {
            if (!route.Fits(segments))
            {
                continue;
            }

            if (route.Method == method)
            {
                return (route, route.ValuesOf(segments));
            }

            methods.Add(route.Method == "GET" ? "GET, HEAD" : route.Method);
        }

        if (methods.Count > 0)
        {
            exchange.SetHeader("Allow", string.Join(", ", methods));
        }

        return (null, methods.ToDictionary(one => one, one => one));
    }
}
