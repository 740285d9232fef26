using Supervision.Event;

namespace Supervision.Kernel.Tests.Event;

public sealed class LoggingAdapterTests
{
    private readonly LevelLog _log = new();

    [Fact]
    public void Templates_WithArguments_AreFormattedWhenPrinted()
    {
        _log.Info("one {0}", 1);
        _log.Info("{0} {1} {2} {3} {4} {5}", 1, "two", 3.5, 'c', true, 6L);
        _log.Info("{0} {1}", ["a", "b"]);

        Assert.Equal(["one 1", "1 two 3.5 c True 6", "a b"], _log.Texts);
    }

    [Fact]
    public void Texts_WithoutArguments_AreLeftAlone()
    {
        _log.Info("braces {0} stay { }");

        Assert.Equal(["braces {0} stay { }"], _log.Texts);
    }

    [Fact]
    public void Levels_EachMethod_LogsAtItsOwn()
    {
        _log.Lowest = LogLevel.DebugLevel;

        _log.Debug("m");
        _log.Info("m");
        _log.Warning("m");
        _log.Error("m");
        _log.Log(LogLevel.WarningLevel, "m");

        Assert.Equal(
            [LogLevel.DebugLevel, LogLevel.InfoLevel, LogLevel.WarningLevel, LogLevel.ErrorLevel, LogLevel.WarningLevel],
            _log.Entries.Select(e => e.Level));
    }

    [Fact]
    public void Cause_WithTemplate_IsKept()
    {
        var cause = new InvalidOperationException();

        _log.Error(cause, "failed: {0}", "x");
        _log.Warning(cause, "failed");

        Assert.All(_log.Entries, e => Assert.Same(cause, e.Cause));
    }

    [Fact]
    public void Level_ThatIsOff_CostsNoFormattingAndNoAllocation()
    {
        var argument = new CountsToString();
        _log.Debug("{0} {1}", argument, 3);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            _log.Debug("{0} {1}", argument, i);
        var after = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(before, after);
        Assert.Equal(0, argument.Calls);
        Assert.Empty(_log.Entries);
    }

    [Fact]
    public void LogMessage_Unformatted_ShowsTemplateAndArguments()
    {
        _log.Info("{0} of {1}", 1, 2);

        var message = Assert.IsAssignableFrom<LogMessage>(_log.Entries[0].Message);
        Assert.Equal("{0} of {1}, 1, 2", message.Unformatted());
        Assert.Equal([1, 2], message.Parameters());
        Assert.Equal("{0} of {1}", message.Format);
    }

    [Fact]
    public void Event_WithBadTemplate_IsPrintedAllTheSame()
    {
        var text = LogEventText.Of(new Info("source", typeof(object), new BadMessage()));

        Assert.Contains("template {9}", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Event_AsText_HasLevelSourceMessageAndCause()
    {
        var text = new Warning(new InvalidOperationException("why"), "the-source", typeof(object), "the message").ToString();

        Assert.StartsWith("[WARNING][", text, StringComparison.Ordinal);
        Assert.Contains("[the-source] the message", text, StringComparison.Ordinal);
        Assert.Contains("why", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("debug", LogLevel.DebugLevel)]
    [InlineData("INFO", LogLevel.InfoLevel)]
    [InlineData("Warning", LogLevel.WarningLevel)]
    [InlineData("error", LogLevel.ErrorLevel)]
    public void LevelNames_InAnyCase_AreKnown(string name, LogLevel level)
    {
        Assert.Equal(level, Logging.LogLevelFor(name));
        Assert.Equal(name.ToUpperInvariant(), level.StringFor());
        Assert.Equal(level.ClassFor().Name + "Level", level.ToString());
    }

    [Fact]
    public void LevelNames_OffAndUnknown_AreToldApart()
    {
        Assert.True(Logging.LogLevelFor("off") > LogLevel.ErrorLevel);
        Assert.Throws<ArgumentException>(() => Logging.LogLevelFor("loud"));
    }

    [Fact]
    public void LevelTypes_EachEvent_HasItsLevel()
    {
        Assert.Equal(LogLevel.DebugLevel, Logging.LogLevelFor<Debug>());
        Assert.Equal(LogLevel.InfoLevel, Logging.LogLevelFor<Info>());
        Assert.Equal(LogLevel.WarningLevel, Logging.LogLevelFor<Warning>());
        Assert.Equal(LogLevel.ErrorLevel, Logging.LogLevelFor<Error>());
    }

    [Fact]
    public void NoLogger_AtEveryLevel_IsOff() =>
        Assert.All(Enum.GetValues<LogLevel>(), level => Assert.False(NoLogger.Instance.IsEnabled(level)));

    private sealed class CountsToString
    {
        public int Calls { get; private set; }

        public override string ToString() => $"call {++Calls}";
    }

    private sealed class BadMessage() : LogMessage(DefaultLogMessageFormatter.Instance, "template {9}")
    {
        public override IEnumerable<object> Parameters() => [];

        public override string Unformatted() => Format;

        public override string ToString() => Formatter.Format(Format, 1);
    }

    private sealed class LevelLog() : LoggingAdapterBase(DefaultLogMessageFormatter.Instance)
    {
        public LogLevel Lowest { get; set; } = LogLevel.InfoLevel;

        public List<(LogLevel Level, object Message, Exception? Cause)> Entries { get; } = [];

        public IEnumerable<string> Texts => Entries.Select(e => e.Message.ToString()!);

        public override bool IsDebugEnabled => Lowest <= LogLevel.DebugLevel;

        public override bool IsInfoEnabled => Lowest <= LogLevel.InfoLevel;

        public override bool IsWarningEnabled => Lowest <= LogLevel.WarningLevel;

        public override bool IsErrorEnabled => Lowest <= LogLevel.ErrorLevel;

        protected override void NotifyLog(LogLevel logLevel, object message, Exception? cause = null) =>
            Entries.Add((logLevel, message, cause));
    }
}
