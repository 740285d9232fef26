using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Messages;
using Supervision.Actors.Settings;
using Supervision.Entrypoint.Logging;
using Supervision.Posix;

namespace Supervision.Entrypoint.Tests.Logging;

public sealed class TextLogTests
{
    private const string Time = @"^\d\d:\d\d:\d\d\.\d\d\d ";

    [Fact]
    public void Output_OfAnEngine_IsLabelledWithEnginePidAndStream()
    {
        var fixture = new LogFixture(LogFormat.Text);
        var translator = new EventTranslator(fixture.Log);

        translator.Write(new EngineOutput("vllm", "serving", 1234, 1, OutputStream.Stdout, "größer | {not a template}"));
        translator.Write(new EngineOutput("vllm", "serving", 1234, 1, OutputStream.Stderr, "oops"));

        string[] lines = fixture.Finish();
        Assert.Matches(Time + @"INF vllm\[1234\] out \| größer \| \{not a template\}$", lines[0]);
        Assert.Matches(Time + @"INF vllm\[1234\] err \| oops$", lines[1]);
    }

    [Fact]
    public void Backoff_AfterAFailure_TellsDelayCountAndReason()
    {
        var fixture = new LogFixture(LogFormat.Text);
        var translator = new EventTranslator(fixture.Log);
        var failure = new EngineFailure(FailureKind.Exited, "exited with code 3", ExitStatus.FromCode(3), []);

        translator.Write(new EngineExited("vllm", "serving", 7, 2, EngineState.Running, failure.Exit, failure));
        translator.Write(new EngineBackoff("vllm", "serving", null, 2, EngineState.Exited, TimeSpan.FromSeconds(2.1), 2));

        string[] lines = fixture.Finish();
        Assert.Matches(Time + @"WRN supervision \| engine vllm failed: exited with code 3$", lines[0]);
        Assert.Matches(Time + @"WRN supervision \| engine vllm backing off 2\.1s after failure 2: exited with code 3$", lines[1]);
    }

    [Fact]
    public void Message_WithLineBreaks_StaysOneLine()
    {
        var fixture = new LogFixture(LogFormat.Text);

        fixture.Log.Write(DaemonMessages.GaveUp, ("summary", "first\r\nsecond\nthird"));

        Assert.EndsWith("| first  | second | third", Assert.Single(fixture.Finish()), StringComparison.Ordinal);
    }

    [Fact]
    public void Level_Warn_HidesInformation()
    {
        var fixture = new LogFixture(LogFormat.Text, LogSeverity.Warn);

        fixture.Log.Write(DaemonMessages.StopRequested, ("signal", "SIGTERM"));
        fixture.Log.Write(DaemonMessages.Survivors, ("survivors", "7 (x) D"));

        Assert.Contains("7 (x) D", Assert.Single(fixture.Finish()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Colours_OnlyWhereAsked_AreWritten(bool colours)
    {
        var fixture = new LogFixture(LogFormat.Text, colours: colours);

        fixture.Log.Write(DaemonMessages.StopRequested, ("signal", "SIGTERM"));

        Assert.Equal(colours, Assert.Single(fixture.Finish()).Contains('\e'));
    }

    [Theory]
    [InlineData(0, "0ms")]
    [InlineData(350, "350ms")]
    [InlineData(999.7, "1s")]
    [InlineData(2100, "2.1s")]
    [InlineData(59_949, "59.9s")]
    [InlineData(185_000, "3m 5s")]
    [InlineData(7_200_000, "2h")]
    public void Duration_ForPeople_HasTwoUnitsAtMost(double milliseconds, string expected) =>
        Assert.Equal(expected, HumanValues.Duration(TimeSpan.FromMilliseconds(milliseconds)));
}
