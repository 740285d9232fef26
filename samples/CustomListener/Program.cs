using CustomListener;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Supervision.Hosting;

// An engine that dies every second, and a listener that tells how long it was not there. Ctrl-C ends it.
var builder = Host.CreateApplicationBuilder(args);
builder.Logging.SetMinimumLevel(Microsoft.Extensions.Logging.LogLevel.Warning);
var output = TextWriter.Synchronized(Console.Out);
builder.Services.AddSupervision("listener", supervision => supervision
    .WithEngine("flaky", engine => engine
        .Command("sh", "-c", "sleep 1; exit 3")
        .Backoff(min: TimeSpan.FromMilliseconds(200), max: TimeSpan.FromMilliseconds(200))
        .UnlimitedBudget())
    .WithEventListener("downtime", Props.Create(() => new DowntimeListener(output))));
builder.Build().Run();
