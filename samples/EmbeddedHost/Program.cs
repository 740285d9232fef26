using EmbeddedHost;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Supervision.Hosting;

var builder = WebApplication.CreateSlimBuilder(args);
var engine = EngineLocation.From(builder.Configuration);

// The engine starts and stops with the host, which serves meanwhile: nothing here waits for a model to load.
builder.Services.AddSupervision("embedded", supervision => supervision
    .WithEngine("tiny", tiny => tiny
        .Command(engine.Program, "--port", $"{engine.Port}", "--load-time", "2s", "--control")
        .Probes(probes => probes.Http($"{engine.Url}/health"))
        .Backoff(min: TimeSpan.FromSeconds(1), max: TimeSpan.FromSeconds(10))
        .Budget(maxRetries: 5)
        .Stop(timeout: TimeSpan.FromSeconds(10))));
builder.Services.AddHealthChecks().AddSupervisorLiveness().AddSupervisorReadiness();
builder.Services.AddHttpClient<EngineClient>(client => client.BaseAddress = new Uri(engine.Url));

var app = builder.Build();
app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = check => check.Tags.Contains("live") });
app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready"), ResponseWriter = HealthAnswer.WriteAsync });
app.MapSupervisionMetrics();

// 503 with Retry-After while the engine is not ready.
app.MapGet("/ask", (string prompt, EngineClient client, CancellationToken cancellation) => client.CompleteAsync(prompt, cancellation)).RequireEngine("tiny");

// What the engine can be asked to do, typed; ISupervisionControl has everything else.
app.MapPost("/restart", async (IEngineControl engines) => (await engines.For("tiny").RestartAsync()).ToString());
app.Run();
