using Supervision.Entrypoint.Standard;

namespace Supervision.Entrypoint.Tests.Standard;

public sealed class StandardVariablesTests
{
    [Theory]
    [InlineData(null, true)]
    [InlineData("true", true)]
    [InlineData("TRUE", true)]
    [InlineData("1", true)]
    [InlineData("false", false)]
    [InlineData("0", false)]
    [InlineData("yes", false)]
    [InlineData("on", false)]
    [InlineData("", false)]
    public void Recovery_OfTheProcessVariable_KnowsTrueAndOneOnly(string? value, bool expected) =>
        Assert.Equal(expected, Of((StandardVariables.ProcessAutoRecovery, value)).Recovery);

    [Theory]
    [InlineData("Yes", true)]
    [InlineData("on", true)]
    [InlineData("1", true)]
    [InlineData("no", false)]
    [InlineData("nonsense", false)]
    public void Recovery_OfTheEngineVariable_KnowsFourWords(string value, bool expected) =>
        Assert.Equal(expected, Of((StandardVariables.EngineAutoRecovery, value)).Recovery);

    [Fact]
    public void Recovery_BothVariables_TheNewerWins() =>
        Assert.False(Of((StandardVariables.ProcessAutoRecovery, "0"), (StandardVariables.EngineAutoRecovery, "true")).Recovery);

    [Theory]
    [InlineData("0", 0)]
    [InlineData("100", 100)]
    [InlineData(" 7 ", 7)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Retries_InRange_AreTaken(string? value, int? expected)
    {
        StandardVariables variables = Of((StandardVariables.ProcessMaxStartRetries, value));

        Assert.Equal(expected, variables.Retries);
        Assert.Empty(variables.Problems);
    }

    [Theory]
    [InlineData("abc", "PROCESS_MAX_START_RETRIES must be an integer, got 'abc'")]
    [InlineData(" ", "PROCESS_MAX_START_RETRIES must be an integer, got ' '")]
    [InlineData("3.5", "PROCESS_MAX_START_RETRIES must be an integer, got '3.5'")]
    [InlineData("101", "PROCESS_MAX_START_RETRIES must be between 0 and 100, got 101")]
    [InlineData("-1", "PROCESS_MAX_START_RETRIES must be between 0 and 100, got -1")]
    public void Retries_Wrong_AreTold(string value, string message)
    {
        StandardVariables variables = Of((StandardVariables.ProcessMaxStartRetries, value));

        Assert.Null(variables.Retries);
        Assert.Equal(message, Assert.Single(variables.Problems).Message);
    }

    [Theory]
    [InlineData("DEBUG", "debug")]
    [InlineData(" warn ", "warn")]
    public void Level_AnyCase_IsTaken(string value, string expected) =>
        Assert.Equal(expected, Of((StandardVariables.LogLevel, value)).Level(StandardVariables.LogLevel, strict: true));

    [Theory]
    [InlineData("loud", "LOG_LEVEL must be one of ['debug', 'info', 'warn', 'error', 'critical'], got 'loud'")]
    [InlineData("", "LOG_LEVEL must be one of ['debug', 'info', 'warn', 'error', 'critical'], got ''")]
    public void Level_Wrong_IsTold(string value, string message)
    {
        StandardVariables variables = Of((StandardVariables.LogLevel, value));

        Assert.Null(variables.Level(StandardVariables.LogLevel, strict: true));
        Assert.Equal(message, Assert.Single(variables.Problems).Message);
    }

    [Fact]
    public void Environment_ForEnvironmentConf_HasItsWordsAndUnits()
    {
        var environment = new StandardEnvironment(Environment(
            (StandardVariables.EngineAutoRecovery, "YES"), (StandardVariables.RecoveryBackoff, "600"), (StandardVariables.LogLevel, "trace")), LaunchForm.Plain);

        Assert.Equal("true", environment.Read(StandardVariables.EngineAutoRecovery));
        Assert.Equal("600s", environment.Read(StandardVariables.RecoveryBackoff));
        Assert.Equal("600s", environment.Read("SUPERVISION_BACKOFF_MAX"));
        Assert.Null(environment.Read(StandardVariables.LogLevel));
        Assert.Null(environment.Read("SUPERVISION_STOP_TIMEOUT"));
        Assert.Empty(environment.Variables.Problems);
    }

    [Fact]
    public void Environment_OfAForm_HasDefaultsThatOurVariablesBeat()
    {
        Assert.Equal("30s", new StandardEnvironment(Environment(), LaunchForm.Standard).Read("SUPERVISION_STOP_TIMEOUT"));
        Assert.Equal("9s", new StandardEnvironment(Environment(("SUPERVISION_STOP_TIMEOUT", "9s")), LaunchForm.Standard).Read("SUPERVISION_STOP_TIMEOUT"));
    }

    [Fact]
    public void Environment_WithoutRecovery_PassesTheCodeOn() =>
        Assert.Equal("engine", new StandardEnvironment(Environment((StandardVariables.EngineAutoRecovery, "false")), LaunchForm.Plain).Read("SUPERVISION_EXIT_CODE"));

    private static StandardVariables Of(params (string Name, string? Value)[] variables) => new(Environment(variables));

    private static Func<string, string?> Environment(params (string Name, string? Value)[] variables) =>
        name => variables.FirstOrDefault(one => one.Name == name).Value;
}
