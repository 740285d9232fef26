using Supervision.Actor;
using Supervision.Actor.Setup;
using Supervision.Configuration;
using Supervision.Dispatch;
using Supervision.Event;

namespace Supervision.Kernel.Tests.Event;

public sealed class LoggerStartTests
{
    private readonly Output _output = new();

    [Theory(Timeout = 30000)]
    [InlineData("off")]
    [InlineData("on")]
    public async Task Logger_ThatIsLate_IsUsedOnceItIsReady(string asynchronous)
    {
        var release = new TaskCompletionSource();
        var heard = new TaskCompletionSource<object>();
        var system = Start(
            $"logger-async-start = {asynchronous}, logger-startup-timeout = 50ms",
            new LoggingSetup().ClearLoggers().AddLogger("late", Props.Create(() => new Late(release.Task, heard))));
        var probe = new Probe(system);
        system.EventStream.Subscribe(probe.Ref, typeof(Debug));
        if (asynchronous == "off")
            Assert.IsType<Warning>(await _output.FishFor("[late] did not answer"));

        release.SetResult();
        await probe.FishFor<Debug>(d => d.Message.ToString()!.Contains("[late] started", StringComparison.Ordinal));
        Logging.GetLogger(system, "source").Error("now");

        Assert.Equal("now", await heard.Task.WaitAsync(TimeSpan.FromSeconds(20)));
        await system.Terminate();
    }

    [Theory(Timeout = 30000)]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Logger_ThatFails_DoesNotKeepTheSystemFromStarting(int when)
    {
        var system = Start(
            "logger-startup-timeout = 50ms",
            new LoggingSetup().ClearLoggers().AddLogger("failing", Props.Create(() => new Failing(when == 0))));

        await _output.FishFor("[failing] did not answer");
        Logging.GetLogger(system, "source").Warning("still said");
        await _output.FishFor("still said");
        await system.Terminate();
    }

    [Theory]
    [InlineData("loggers = [\"No.Such.Logger, Nowhere\"]", "LoggingSetup")]
    [InlineData("loggers = [\"System.Uri, System.Private.Uri\"]", "no actor")]
    [InlineData("stdout-logger-class = \"No.Such.Logger, Nowhere\"", "TypeNamesSetup")]
    [InlineData("logger-formatter = \"No.Such.Formatter, Nowhere\"", "TypeNamesSetup")]
    [InlineData("logger-formatter = \"System.Object, System.Private.CoreLib\"", "ILogMessageFormatter")]
    public void TypeName_ThatIsWrong_FailsTheStartAndSaysWhatToDo(string setting, string hint)
    {
        var failure = Assert.Throws<ConfigurationException>(() => ActorSystem.Create("wrong", $"akka {{ stdout-loglevel = OFF, {setting} }}"));

        Assert.Contains(hint, failure.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30000)]
    public async Task Logger_NamedByItsType_IsFoundByReflection()
    {
        var name = typeof(Named).AssemblyQualifiedName;
        var system = Start($"loggers = [\"{name}\"]", new LoggingSetup());
        var probe = new Probe(system);
        system.EventStream.Subscribe(probe.Ref, typeof(Heard));

        Logging.GetLogger(system, "source").Warning("by name");

        Assert.Equal("by name", (await probe.Expect<Heard>()).Text);
        await system.Terminate();
    }

    [Fact(Timeout = 30000)]
    public async Task StandardOutLogger_AmongTheLoggers_GoesOnHearingTheBus()
    {
        var system = Start("loggers = [\"Akka.Event.StandardOutLogger, Akka\"], loglevel = INFO", new LoggingSetup());

        Logging.GetLogger(system, "source").Info("on");

        await _output.FishFor("on");
        await system.Terminate();
    }

    [Fact(Timeout = 30000)]
    public async Task Formatter_OfTheSystem_MakesTheTextOfEveryAdapter()
    {
        var name = typeof(Shouting).AssemblyQualifiedName;
        var system = Start($"logger-formatter = \"{name}\"", new LoggingSetup());
        var probe = new Probe(system);
        system.EventStream.Subscribe(probe.Ref, typeof(Warning));

        system.Log.Warning("one {0}", 1);
        Logging.GetLogger(system, "source").Warning("two {0}", 2);

        var first = (LogMessage)(await probe.Expect<Warning>()).Message;
        Assert.Equal("one 1!", first.ToString());
        Assert.Equal("one {0}", first.Format);
        Assert.Equal([1], first.Parameters());
        Assert.Equal("two 2!", (await probe.Expect<Warning>()).Message.ToString());
        Assert.IsType<Shouting>(system.Settings.LogFormatter);
        await system.Terminate();
    }

    [Fact(Timeout = 30000)]
    public async Task Termination_LetsTheMinimalLoggerTakeOverAndStopsTheOthers()
    {
        var system = Start("stdout-loglevel = DEBUG", new LoggingSetup());
        var other = ActorSystem.Create("other", "akka { stdout-loglevel = OFF, loglevel = OFF }");
        var probe = new Probe(other);
        system.EventStream.Subscribe(probe.Ref, typeof(Debug));

        await system.Terminate();

        await probe.FishFor<Debug>(d => d.Message is "System shutdown initiated");
        var started = await probe.FishFor<Debug>(d => d.Message is "Shutting down: Output started");
        Assert.Equal((nameof(EventStream), typeof(EventStream)), (started.LogSource, started.LogClass));
        await probe.FishFor<Debug>(d => d.Message is "All default loggers stopped");
        await _output.FishFor("All default loggers stopped");
        await other.Terminate();
    }

    [Fact(Timeout = 30000)]
    public async Task LoggersDispatcher_IsWhereLoggersRun()
    {
        var at = new TaskCompletionSource<string>();
        var system = Start(
            "loggers-dispatcher = \"akka.actor.default-fork-join-dispatcher\"",
            new LoggingSetup().ClearLoggers().AddLogger("where", Props.Create(() => new Where(at))));

        Assert.Equal("akka.actor.default-fork-join-dispatcher", await at.Task.WaitAsync(TimeSpan.FromSeconds(20)));
        await system.Terminate();
    }

    private ActorSystem Start(string settings, LoggingSetup logging) => ActorSystem.Create("loggers", ActorSystemSetup.Create(
        BootstrapSetup.Create().WithConfig(
            ConfigurationFactory.ParseString($"akka {{ {settings} }}\nakka.stdout-logger-class = output")),
        new TypeNamesSetup().Register("output", () => _output),
        logging));

    private sealed record Heard(string Text);

    private sealed class Shouting : ILogMessageFormatter
    {
        public string Format(string format, params object[] args) => DefaultLogMessageFormatter.Instance.Format(format, args) + "!";

        public string Format(string format, IEnumerable<object> args) => Format(format, args.ToArray());
    }

    private sealed class Late : ActorBase
    {
        private readonly Task _release;
        private readonly TaskCompletionSource<object> _heard;

        public Late(Task release, TaskCompletionSource<object> heard)
        {
            _release = release;
            _heard = heard;
        }

        protected override bool Receive(object message)
        {
            if (message is InitializeLogger)
                _release.PipeTo(Sender, success: static () => new LoggerInitialized());
            else if (message is Error error)
                _heard.TrySetResult(error.Message);
            return true;
        }
    }

    private sealed class Failing : ActorBase
    {
        public Failing(bool now)
        {
            if (now)
                throw new InvalidOperationException("not today");
        }

        protected override bool Receive(object message) => throw new InvalidOperationException("not today");
    }

    private sealed class Named : ActorBase, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
    {
        protected override bool Receive(object message)
        {
            if (message is InitializeLogger)
                Sender.Tell(new LoggerInitialized());
            else if (message is LogEvent { Message: string text })
                Context.System.EventStream.Publish(new Heard(text));
            return true;
        }
    }

    private sealed class Where : ActorBase
    {
        public Where(TaskCompletionSource<string> at)
        {
            at.TrySetResult(((ActorCell)Context).Dispatcher.Id);
        }

        protected override bool Receive(object message)
        {
            if (message is InitializeLogger)
                Sender.Tell(new LoggerInitialized());
            return true;
        }
    }
}
