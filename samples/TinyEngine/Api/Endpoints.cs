using TinyEngine.Faults;
using TinyEngine.Metrics;
using TinyEngine.Serving;
using TinyEngine.Settings;

namespace TinyEngine.Api;

/// <summary>Every address that the engine answers.</summary>
internal sealed class Endpoints(
    EngineSettings settings, EngineStatus status, EngineMetrics metrics, FaultState faults, FaultSchedule schedule, TimeProvider time)
{
    private readonly long _created = time.GetUtcNow().ToUnixTimeSeconds();

    public void Map(IEndpointRouteBuilder routes)
    {
        var completions = new CompletionHandler(status, new RequestReader(settings), settings.Names[0], schedule.OnRequest, time);
        routes.MapGet("/health", HealthAsync);
        routes.MapGet("/v1/models", ModelsAsync);
        routes.MapGet("/metrics", MetricsAsync);
        routes.MapGet("/version", VersionAsync);
        routes.MapPost("/v1/completions", context => completions.HandleAsync(context, chat: false));
        routes.MapPost("/v1/chat/completions", context => completions.HandleAsync(context, chat: true));
        if (settings.Control)
        {
            var control = new ControlHandler(schedule, faults);
            routes.MapPost("/control/fault", control.AddAsync);
            routes.MapGet("/control/fault", control.ListAsync);
            routes.MapDelete("/control/fault", control.ClearAsync);
        }

        routes.MapFallback(context => throw ApiException.NotFound($"nothing is at {context.Request.Method} {context.Request.Path}"));
    }

    private async Task HealthAsync(HttpContext context)
    {
        if (faults.HealthDelay is { Ticks: > 0 } delay)
            await Task.Delay(delay, time, context.RequestAborted);
        if (faults.Unhealthy)
            throw ApiException.Unavailable("the engine is unhealthy");
        if (status.Phase != EnginePhase.Ready)
            throw ApiException.Unavailable(status.Reason);
        context.Response.StatusCode = 200;
    }

    /// <summary>Empty until the model is loaded, so that its presence in the list tells that it can be used.</summary>
    private Task ModelsAsync(HttpContext context)
    {
        IEnumerable<ModelCard> cards = status.Phase == EnginePhase.Loading ? [] : settings.Names
            .Select(name => new ModelCard(name, "model", _created, "tiny-engine", settings.ModelName, settings.MaxModelLength));
        return Body.WriteAsync(context, 200, new ModelList("list", [.. cards]), ApiJson.Instance.ModelList);
    }

    private Task MetricsAsync(HttpContext context)
    {
        context.Response.ContentType = Exposition.ContentType;
        return context.Response.WriteAsync(metrics.Write(status.Load), context.RequestAborted);
    }

    private Task VersionAsync(HttpContext context) =>
        Body.WriteAsync(context, 200, new VersionBody(EngineVersion.Text), ApiJson.Instance.VersionBody);
}
