using System.Collections.Concurrent;
using Supervision.Actor;
using Supervision.Actor.Setup;
using Supervision.Configuration;
using Supervision.Event;
using Supervision.Kernel.Tests.Scheduling;

namespace Supervision.Kernel.Tests.Event;

public sealed class LoggersTests
{
    private readonly Recorder _recorder = new();

    [Fact(Timeout = 30000)]
    public async Task Logger_AddedInCode_GetsEventsAtItsLevelAndAbove()
    {
        var system = Start(new LoggingSetup { LogLevel = LogLevel.WarningLevel }.ClearLoggers().AddLogger("keeper", _recorder.Props));

        var log = Logging.GetLogger(system, "source");
        log.Info("not this");
        log.Warning("this {0}", 1);
        log.Error(new InvalidOperationException(), "and this");
        await _recorder.Until(e => e.Message.ToString() == "and this");
        await system.Terminate();

        Assert.Equal(["this 1", "and this"], _recorder.From("source(akka://logs)").Select(e => e.Message.ToString()));
        Assert.False(log.IsInfoEnabled);
    }

    [Fact(Timeout = 30000)]
    public async Task Logger_RegisteredInCode_IsStartedByItsNameInTheConfiguration()
    {
        var system = Start(new LoggingSetup().Register("keeper", _recorder.Props), "akka.loggers = [keeper]");

        Logging.GetLogger(system, "source").Info("hello");

        await _recorder.Until(e => e.Message.ToString() == "hello");
        await system.Terminate();
    }

    [Fact]
    public void Logger_OfUnknownName_FailsTheStart()
    {
        var failure = Assert.ThrowsAny<Exception>(() => Start(new LoggingSetup(), "akka.loggers = [nowhere]"));

        Assert.Contains("nowhere", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact(Timeout = 30000)]
    public async Task Level_ChangedWhileRunning_HoldsForLoggersAndAdapters()
    {
        var system = Start(new LoggingSetup { LogLevel = LogLevel.ErrorLevel }.ClearLoggers().AddLogger("keeper", _recorder.Props));
        var log = Logging.GetLogger(system, "source");
        log.Debug("before");

        system.EventStream.SetLogLevel(LogLevel.DebugLevel);
        log.Debug("after");

        await _recorder.Until(e => e.Message.ToString() == "after");
        Assert.Equal(["after"], _recorder.From("source(akka://logs)").Select(e => e.Message.ToString()));
        await system.Terminate();
    }

    [Fact(Timeout = 30000)]
    public async Task Actor_ThatLogs_IsNamedByItsPath()
    {
        var system = Start(new LoggingSetup().ClearLoggers().AddLogger("keeper", _recorder.Props));

        system.ActorOf(Props.Create(() => new Talker()), "talker").Tell("words");

        var logged = await _recorder.Until(e => e.Message.ToString() == "words");
        Assert.Equal("akka://logs/user/talker", logged.LogSource);
        Assert.Equal(typeof(Talker), logged.LogClass);
        await system.Terminate();
    }

    [Fact(Timeout = 30000)]
    public async Task Clock_OfTheSystem_StampsEvents()
    {
        var time = new SteppedTime();
        var system = Start(
            new LoggingSetup().ClearLoggers().AddLogger("keeper", _recorder.Props), "", new SchedulerSetup(time));

        Logging.GetLogger(system, "source").Info("now");

        var logged = await _recorder.Until(e => e.Message.ToString() == "now");
        Assert.Equal(time.GetUtcNow().UtcDateTime, logged.Timestamp);
        await system.Terminate();
    }

    [Fact(Timeout = 30000)]
    public async Task Unhandled_InDebug_IsLoggedForItsActor()
    {
        var system = Start(
            new LoggingSetup { LogLevel = LogLevel.DebugLevel }.ClearLoggers().AddLogger("keeper", _recorder.Props),
            "akka.actor.debug.unhandled = on");

        system.ActorOf(Props.Create(() => new Talker()), "talker").Tell(42);

        var logged = await _recorder.Until(e => e is Debug && e.Message.ToString()!.Contains("42", StringComparison.Ordinal));
        Assert.Equal("akka://logs/user/talker", logged.LogSource);
        await system.Terminate();
    }

    [Fact(Timeout = 30000)]
    public async Task DeadLetters_MoreThanTheLimit_AreLoggedUpToIt()
    {
        var system = Start(
            new LoggingSetup().ClearLoggers().AddLogger("keeper", _recorder.Props),
            "akka.log-dead-letters = 2");

        // The listener subscribes when it starts, so the first letters may come before it.
        while (!_recorder.All.Any(e => e.Message.ToString()!.Contains("[2] dead letters", StringComparison.Ordinal)))
        {
            system.DeadLetters.Tell("lost");
            await Task.Yield();
        }

        system.DeadLetters.Tell("lost");
        Logging.GetLogger(system, "source").Info("end");
        await _recorder.Until(e => e.Message.ToString() == "end");
        await system.Terminate();

        Assert.DoesNotContain(_recorder.All, e => e.Message.ToString()!.Contains("[3] dead letters", StringComparison.Ordinal));
    }

    [Fact(Timeout = 30000)]
    public async Task DeadLetters_DuringTheShutdownWithThatOff_AreNotLogged()
    {
        var system = Start(
            new LoggingSetup().ClearLoggers().AddLogger("keeper", _recorder.Props),
            "akka.log-dead-letters-during-shutdown = off");
        system.ActorOf(Props.Create(() => new LastWords()), "last");

        await system.Terminate();

        Assert.DoesNotContain(_recorder.All, e => e.Message.ToString()!.Contains("Message [", StringComparison.Ordinal));
    }

    private static ActorSystem Start(LoggingSetup logging, string config = "", params Setup[] more) => ActorSystem.Create(
        "logs",
        ActorSystemSetup.Create([BootstrapSetup.Create().WithConfig(ConfigurationFactory.ParseString(config)), logging, .. more]));

    private sealed class LastWords : ReceiveActor
    {
        protected override void PostStop() => Context.System.DeadLetters.Tell("last words");
    }

    private sealed class Talker : ReceiveActor
    {
        public Talker()
        {
            var log = Context.GetLogger();
            Receive<string>(text => log.Info(text));
        }
    }

    /// <summary>A logger whose events a test waits for.</summary>
    private sealed class Recorder
    {
        private readonly ConcurrentQueue<LogEvent> _events = [];
        private readonly SemaphoreSlim _more = new(0);

        public Props Props => Props.Create(() => new Keeper(this));

        public IEnumerable<LogEvent> All => _events;

        public IEnumerable<LogEvent> From(string source) => _events.Where(e => e.LogSource == source);

        public async Task<LogEvent> Until(Predicate<LogEvent> wanted)
        {
            while (true)
            {
                if (_events.FirstOrDefault(e => wanted(e)) is { } found)
                    return found;
                Assert.True(await _more.WaitAsync(TimeSpan.FromSeconds(20)), "the event was not logged in time");
            }
        }

        private sealed class Keeper(Recorder recorder) : ActorBase
        {
            protected override bool Receive(object message)
            {
                if (message is InitializeLogger)
                {
                    Sender.Tell(new LoggerInitialized());
                    return true;
                }

                recorder._events.Enqueue((LogEvent)message);
                recorder._more.Release();
                return true;
            }
        }
    }
}
