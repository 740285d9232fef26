using Supervision.Actors.Settings;

namespace Supervision.Actors.Tests.Settings;

public sealed class FromCommandTests
{
    [Theory]
    [InlineData("/usr/bin/python3.11", "python3.11")]
    [InlineData("vllm", "vllm")]
    [InlineData("./run me.sh", "run-me.sh")]
    [InlineData("/opt/.hidden", "hidden")]
    [InlineData("/", "engine")]
    [InlineData("日本", "engine")]
    public void FromCommand_Program_NamesTheEngine(string program, string name)
    {
        var engine = Assert.Single(Load([program, "serve"]).Engines);

        Assert.Equal(name, engine.Name);
        Assert.Equal([program, "serve"], engine.Command.ToArray());
    }

    [Fact]
    public void FromCommand_Words_AreTakenAsTheyAre()
    {
        string[] command = ["a", "", "${HOME}", "\"quoted\"", "back\\slash", "new\nline\u0001", "# // {}", "ü日本🙂"];

        Assert.Equal(command, Assert.Single(Load(command).Engines).Command.ToArray());
    }

    [Fact]
    public void FromCommand_VariablesAndOverrides_Apply()
    {
        var settings = Load(["serve"], ["SUPERVISION_LOG_LEVEL=warn", "ENGINE_MAX_START_RETRIES=7", "SUPERVISION_STOP_TIMEOUT=5s"], ["supervision.engines.serve.stop.timeout=9s"]);

        var engine = Assert.Single(settings.Engines);
        Assert.Equal(LogSeverity.Warn, settings.Log.Level);
        Assert.Equal(7, engine.Budget.MaxRetries);
        Assert.Equal(TimeSpan.FromSeconds(9), engine.Stop.Timeout);
    }

    [Fact]
    public void FromCommand_WithFiles_TakesTheirSettingsToo()
    {
        using var conf = new Conf();
        var file = conf.Write("a.conf", "supervision.defaults.engine.stop.signal = INT");

        var settings = Conf.Good(SettingsLoader.FromCommand(["serve"], conf.Sources([file])));

        Assert.Equal(2, Assert.Single(settings.Engines).Stop.Signal);
    }

    [Theory]
    [InlineData]
    [InlineData("")]
    [InlineData(" ", "x")]
    public void FromCommand_EmptyCommand_IsAnError(params string[] command)
    {
        var error = Conf.OneError(SettingsLoader.FromCommand(command, new SettingsSources { Environment = _ => null }));

        Assert.Contains("command is empty", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromCommand_BadVariable_IsAnErrorThatNamesTheSetting()
    {
        var error = Conf.OneError(SettingsLoader.FromCommand(
            ["serve"], new SettingsSources { Environment = Conf.Environment(["SUPERVISION_STOP_TIMEOUT=45"]) }));

        Assert.Equal("supervision.defaults.engine.stop.timeout", error.Path);
        Assert.Contains("write 45s for seconds", error.Message, StringComparison.Ordinal);
    }

    private static SupervisionSettings Load(string[] command, string[]? variables = null, string[]? overrides = null) =>
        Conf.Good(SettingsLoader.FromCommand(
            command, new SettingsSources { Environment = Conf.Environment(variables), Overrides = overrides ?? [] }));
}
