using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using Supervision.Hosting.Tests.Support;
using MsLevel = Microsoft.Extensions.Logging.LogLevel;
using SerilogEvent = Serilog.Events.LogEvent;
using SerilogLevel = Serilog.Events.LogEventLevel;

namespace Supervision.Hosting.Tests.Logging;

/// <summary>Logs from the host to the actor system and back, without going round in circles.</summary>
public sealed class LogBridgeTests
{
    [Fact(Timeout = 60_000)]
    public async Task HostLog_GoesToTheEventStream_Once()
    {
        var events = Channel.CreateUnbounded<(string Source, string Text)>();
        await using var host = await TestHost.StartAsync(
            (supervision, _) => supervision.WithActors((system, _) =>
            {
                var collector = system.ActorOf(Props.Create(() => new Collector(events.Writer)));
                system.EventStream.Subscribe(collector, typeof(Warning));
            }),
            builder => builder.Logging.AddActorSystem());
        var logger = host.App.Services.GetRequiredService<Microsoft.Extensions.Logging.ILoggerFactory>().CreateLogger("Shop");
        logger.Log(MsLevel.Warning, default, 3, null, static (count, _) => $"sold {count}");
        // Actors say it after the host did: it would be back before this.
        host.App.Services.GetRequiredService<ActorSystem>().Log.Warning("by an actor");

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        Assert.Equal(("Shop", "sold 3"), await events.Reader.ReadAsync(deadline.Token));
        Assert.Equal("by an actor", (await events.Reader.ReadAsync(deadline.Token)).Text);
        await host.Log.WaitAsync(entry => entry.Text.StartsWith("by an actor", StringComparison.Ordinal));
        Assert.Single(host.Log.Entries, entry => entry.Text.Contains("sold 3", StringComparison.Ordinal));
        Assert.Single(host.Log.Entries, entry => entry.Text.Contains("by an actor", StringComparison.Ordinal));
    }

    [Fact(Timeout = 60_000)]
    public async Task Serilog_TakesWhatActorsLog_AndGivesWhatIsItsOwn()
    {
        var written = new Written();
        var events = Channel.CreateUnbounded<(string Source, string Text)>();
        await using var host = await TestHost.StartAsync((supervision, _) => supervision
            .ConfigureLoggers(loggers => loggers.ClearLoggers().AddSerilog())
            .WithActors((system, _) =>
            {
                Log.Logger = new LoggerConfiguration().WriteTo.Sink(written).WriteTo.ActorSystem(system).CreateLogger();
                var collector = system.ActorOf(Props.Create(() => new Collector(events.Writer)));
                system.EventStream.Subscribe(collector, typeof(Warning));
            }));
        try
        {
            Log.ForContext("SourceContext", "Shop").Warning("sold {Count}", 3);
            host.App.Services.GetRequiredService<ActorSystem>().Log.Warning("cannot sell {0}", 4);

            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            Assert.Equal(("Shop", "sold 3"), await events.Reader.ReadAsync(deadline.Token));
            Assert.Equal("cannot sell 4", (await events.Reader.ReadAsync(deadline.Token)).Text);
            var entry = await written.NextAsync(one => one.RenderMessage() == "cannot sell 4", deadline.Token);
            Assert.Equal(SerilogLevel.Warning, entry.Level);
            Assert.Equal("cannot sell {0}", entry.MessageTemplate.Text);
            Assert.True(entry.Properties.ContainsKey("ActorPath"));
            Assert.Single(written.All, one => one.RenderMessage() == "sold 3");
            Assert.False(events.Reader.TryRead(out _));
        }
        finally
        {
            await Log.CloseAndFlushAsync();
        }
    }

    private sealed class Collector : ReceiveActor
    {
        public Collector(ChannelWriter<(string Source, string Text)> events) =>
            Receive<Warning>(value => events.TryWrite((value.LogSource, value.Message.ToString()!)));
    }

    private sealed class Written : ILogEventSink
    {
        private readonly Channel<SerilogEvent> _events = Channel.CreateUnbounded<SerilogEvent>();

        public ConcurrentQueue<SerilogEvent> All { get; } = new();

        public void Emit(SerilogEvent logEvent)
        {
            All.Enqueue(logEvent);
            _events.Writer.TryWrite(logEvent);
        }

        public async Task<SerilogEvent> NextAsync(Func<SerilogEvent, bool> fits, CancellationToken cancellation)
        {
            while (true)
            {
                var value = await _events.Reader.ReadAsync(cancellation);
                if (fits(value))
                    return value;
            }
        }
    }
}
