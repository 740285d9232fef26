using Microsoft.Extensions.DependencyInjection;
using Supervision.Hosting.Tests.Support;
using MsLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Supervision.Hosting.Tests.Logging;

/// <summary>What engines write, what happens to them and what actors say, in the host's log.</summary>
public sealed class HostLoggingTests
{
    [Fact(Timeout = 60_000)]
    public async Task Lines_OfAnEngine_AreStructuredEntries()
    {
        await using var host = await TestHost.StartAsync((supervision, _) => supervision
            .WithEngine("talker", engine => engine.Shell("echo hello {braces}; echo oops >&2; exec sleep 1000"))
            .WithEngine("quiet", engine => engine.Shell("echo unseen; exec sleep 1000").Logs("null", "null")));

        var line = await host.Log.WaitAsync(entry => entry.Text == "hello {braces}");
        Assert.Equal(("Supervision.Engine.talker", MsLevel.Information, 1600, "engine.output"), (line.Category, line.Level, line.Id.Id, line.Id.Name));
        Assert.Equal(("talker", "stdout", 1), (line.Fields["Engine"], line.Fields["Stream"], line.Fields["Attempt"]));
        Assert.IsType<int>(line.Fields["Pid"]);
        Assert.Equal("{Line}", line.Fields["{OriginalFormat}"]);
        Assert.Equal("stderr", (await host.Log.WaitAsync(entry => entry.Text == "oops")).Fields["Stream"]);
        await host.Engines.WaitUntilReadyAsync(TimeSpan.FromSeconds(20));
        Assert.DoesNotContain(host.Log.Entries, entry => entry.Text == "unseen");
    }

    [Fact(Timeout = 60_000)]
    public async Task Events_OfTheTree_HaveTheIdsAndWordsOfTheDaemon()
    {
        await using var host = await TestHost.StartAsync((supervision, _) => supervision.WithEngine("e", engine => engine.Sleeper()));

        var running = await host.Log.WaitAsync(entry => entry.Id.Id == 1301);
        Assert.Equal(("Supervision.Events", "engine.running", $"engine e running as pid {running.Fields["Pid"]}"), (running.Category, running.Id.Name, running.Text));
        Assert.Equal("engine {Engine} running as pid {Pid}", running.Fields["{OriginalFormat}"]);
        Assert.Equal(("e", "default", 1), (running.Fields["Engine"], running.Fields["Group"], running.Fields["Attempt"]));
        Assert.Matches("^engine e ready after [0-9.]+m?s$", (await host.Log.WaitAsync(entry => entry.Id.Id == 1400)).Text);
        await host.App.StopAsync();
        await host.Log.WaitAsync(entry => entry.Id.Name == "engine.stopped");
    }

    [Fact(Timeout = 60_000)]
    public async Task Logs_ThatAreSwitchedOff_AreNotWritten()
    {
        await using var host = await TestHost.StartAsync(
            (supervision, _) => supervision.WithEngine("e", engine => engine.Shell("echo hello; exec sleep 1000")),
            configuration: [("Supervision:Hosting:LogEvents", "false"), ("Supervision:Hosting:LogEngineOutput", "false")]);
        await host.Engines.WaitUntilReadyAsync(TimeSpan.FromSeconds(20));
        await host.App.StopAsync();

        Assert.DoesNotContain(host.Log.Entries, entry => entry.Category == "Supervision.Events" || entry.Category.StartsWith("Supervision.Engine.", StringComparison.Ordinal));
        Assert.Contains(host.Log.Entries, entry => entry.Id.Id == 3000);
    }

    [Fact(Timeout = 60_000)]
    public async Task Actors_LogToTheHost()
    {
        await using var host = await TestHost.StartAsync((supervision, _) => supervision.WithActors((system, registry) =>
            registry.Register<Talker>(system.ActorOf(Props.Create(() => new Talker()), "talker"))));
        host.App.Services.GetRequiredService<IRequiredActor<Talker>>().ActorRef.Tell("hello");

        var entry = await host.Log.WaitAsync(entry => entry.Text.StartsWith("heard hello", StringComparison.Ordinal));
        Assert.Equal((typeof(Talker).FullName, MsLevel.Warning, "heard hello"), (entry.Category, entry.Level, entry.Fields["Message"]));
        Assert.Contains("/user/talker", Assert.IsType<string>(entry.Fields["ActorPath"]), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Level_OfActors_IsChosenWithTheLoggers()
    {
        await using var host = await TestHost.StartAsync((supervision, _) => supervision
            .WithActors((system, registry) => registry.Register<Talker>(system.ActorOf(Props.Create(() => new Talker()))))
            .ConfigureLoggers(loggers =>
            {
                loggers.ClearLoggers();
                loggers.AddLoggerFactory();
                loggers.LogLevel = LogLevel.ErrorLevel;
            }));
        var actor = host.App.Services.GetRequiredService<IRequiredActor<Talker>>().ActorRef;
        actor.Tell("hello");
        actor.Tell(new InvalidOperationException("broken"));

        await host.Log.WaitAsync(entry => entry.Text.Contains("failed", StringComparison.Ordinal));
        Assert.DoesNotContain(host.Log.Entries, entry => entry.Text.Contains("heard hello", StringComparison.Ordinal));
    }

    private sealed class Talker : ReceiveActor
    {
        public Talker()
        {
            var log = Context.GetLogger();
            Receive<string>(text => log.Warning("heard {0}", text));
            Receive<Exception>(error => log.Error(error, "failed"));
        }
    }
}
