using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Supervision.Actors.Settings;
using Supervision.Control;
using Supervision.Hosting;
using WorkerPool;

// The same supervision twice: three processes of one engine behind a store that they depend on, and a pool of actors in this process. It shows a
// rolling restart, rest-for-one, and an actor that fails, and ends.
var builder = Host.CreateApplicationBuilder(args);
builder.Logging.SetMinimumLevel(Microsoft.Extensions.Logging.LogLevel.Critical);
builder.Services.AddSupervision("pool", supervision => supervision
    .WithActors((system, registry) => registry.Register<Pool>(system.ActorOf(Props.Create(() => new Pool(3)), "jobs")))
    .WithGroup("workers", group => group.Strategy(GroupStrategy.RestForOne))
    .WithEngine("store", engine => engine.Command("sleep", "1000").Group("workers").Backoff(min: TimeSpan.FromMilliseconds(100)))
    .WithEngine("worker", engine => engine.Command("sleep", "1000").Group("workers").Instances(3).Backoff(min: TimeSpan.FromMilliseconds(100)))
    .WaitForReady(TimeSpan.FromSeconds(30)));
using var host = builder.Build();
await host.StartAsync();

// A job that fails costs its worker, which is restarted, and no other job.
var pool = host.Services.GetRequiredService<IRequiredActor<Pool>>().ActorRef;
var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => pool.Ask<string>(new Job(number), TimeSpan.FromSeconds(10))));
Console.WriteLine(string.Join("; ", answers));

// One instance at a time is replaced.
var engines = host.Services.GetRequiredService<IEngineControl>();
var before = await PidsAsync("worker");
var report = await engines.For("worker").RollingRestartAsync(maxUnavailable: 1, CommandOptions.Waiting);
Console.WriteLine($"rolling restart of {before.Count} instances: {report}; replaced: {before.Except(await PidsAsync("worker")).Count()}");

// What started after the store restarts with it.
before = await PidsAsync("all");
await engines.For("store").SignalAsync(9);
while ((await PidsAsync("all")).Intersect(before).Any() || !await engines.IsReadyAsync())
    await Task.Delay(50);
Console.WriteLine($"rest-for-one after the store was killed: {before.Count} processes replaced");
await host.StopAsync();

async Task<IReadOnlyList<int?>> PidsAsync(string target) => [.. (await engines.For(target).ListAsync()).Select(engine => engine.Pid)];
