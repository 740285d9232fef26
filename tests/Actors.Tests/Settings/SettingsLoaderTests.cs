using Supervision.Actors.Settings;

namespace Supervision.Actors.Tests.Settings;

public sealed class SettingsLoaderTests
{
    private const string OneEngine = "supervision.engines.e.command = [serve]\n";

    [Fact]
    public void Load_OnlyACommand_TakesAllDefaults()
    {
        var settings = Conf.Settings(OneEngine);

        var group = Assert.Single(settings.Groups);
        var engine = Assert.Single(group.Engines);
        Assert.Equal(("default", "e", "e", 0), (group.Name, engine.Name, engine.Engine, engine.Instance));
        Assert.Equal(["serve"], engine.Command.ToArray());
        Assert.Equal((null, null, null), (engine.Probes.Startup, engine.Probes.Liveness, engine.Probes.Readiness));
        Assert.Equal("0", engine.Environment["SUPERVISION_INSTANCE"]);
    }

    [Theory]
    [InlineData("supervision.engines.e { command = [serve], group = journal }")]
    [InlineData("supervision.engines.e.command = [serve]\nsupervision.groups.listeners.priority = 1")]
    public void Load_GroupWithANameOfTheTreesOwn_IsRefused(string text) =>
        Assert.Contains("choose another name", Conf.OneErrorOrMore(Conf.Load(text)).Message);

    [Fact]
    public void Load_LaterFile_WinsOverEarlier()
    {
        using var conf = new Conf();
        var files = new[] { conf.Write("a.conf", OneEngine + "supervision.log { level = warn, format = json }"), conf.Write("b.conf", "supervision.log.level = error") };

        var log = Conf.Good(SettingsLoader.Load(conf.Sources(files))).Log;

        Assert.Equal((LogSeverity.Error, LogFormat.Json), (log.Level, log.Format));
    }

    [Fact]
    public void Load_Override_WinsOverFiles()
    {
        var settings = Conf.Settings(OneEngine + "supervision.log.level = warn", overrides: ["supervision.log.level=error", "supervision.log.level=debug"]);

        Assert.Equal(LogSeverity.Debug, settings.Log.Level);
    }

    [Fact]
    public void Load_BadOverride_IsAttributedToTheCommandLine()
    {
        var error = Conf.OneError(Conf.Load(OneEngine, overrides: ["supervision.log.level=loud"]));

        Assert.StartsWith("command line", error.Origin.Source, StringComparison.Ordinal);
        Assert.Equal("supervision.log.level", error.Path);
    }

    [Theory]
    [InlineData("supervision.log.level")]
    [InlineData("=debug")]
    [InlineData("supervision..level=debug")]
    public void Load_OverrideWithoutAPath_IsAnError(string text)
    {
        var error = Conf.OneError(Conf.Load(OneEngine, overrides: [text]));

        Assert.Contains("command line", error.Origin.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_Variables_AreSubstituted()
    {
        var engine = Conf.Engine(
            "supervision.engines.e { command = [serve, ${MODEL}, ${?NONE}], restart = ${?NONE}, backoff.min = ${DELAY} }",
            ["MODEL=/models/a b", "DELAY=3s"]);

        Assert.Equal(["serve", "/models/a b"], engine.Command.ToArray());
        Assert.Equal(RestartType.Permanent, engine.Restart);
        Assert.Equal(TimeSpan.FromSeconds(3), engine.Backoff.Min);
    }

    [Fact]
    public void Load_UnsetVariable_IsAnErrorThatNamesIt()
    {
        var error = Conf.OneError(Conf.Load("supervision.engines.e.command = [serve, ${MODEL}]"));

        Assert.Contains("MODEL", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, error.Origin.Line);
    }

    [Fact]
    public void Load_IncludedFile_KeepsItsOwnPositions()
    {
        using var conf = new Conf();
        conf.Write("other.conf", "\nsupervision.log.level = loud\n");

        var error = Conf.OneError(SettingsLoader.Load(conf.Sources([conf.Write("main.conf", "include \"other.conf\"\n" + OneEngine)])));

        Assert.EndsWith("other.conf", error.Origin.Source, StringComparison.Ordinal);
        Assert.Equal((2, 25), (error.Origin.Line, error.Origin.Column));
        Assert.Equal("supervision.log.level = loud", error.SourceLine);
    }

    [Fact]
    public void Load_MissingFile_IsAnErrorThatNamesIt()
    {
        using var conf = new Conf();

        var error = Conf.OneError(SettingsLoader.Load(conf.Sources(["/nonexistent/supervision.conf"])));

        Assert.Contains("/nonexistent/supervision.conf", error.Render(), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_SeveralBrokenFiles_ReportsEach()
    {
        using var conf = new Conf();

        var result = SettingsLoader.Load(conf.Sources([conf.Write("a.conf", "a = {"), conf.Write("b.conf", "b = ]"), "/nonexistent/c.conf"]));

        Assert.Equal(["a.conf", "b.conf", "c.conf"], result.Errors.Select(error => Path.GetFileName(error.Origin.Source)).Distinct());
        Assert.Null(result.Resolved);
    }

    [Fact]
    public void Load_ManyMistakes_AreReportedTogetherInOrderOfPlace()
    {
        var result = Conf.Load(
            """
            supervision {
              engines.b { comand = [x] }
              engines.a { command = [], backoff { min = 5 }, stop.signal = NO }
              log.level = loud
            }
            """);

        Assert.Equal([2, 3, 3, 3, 4], result.Errors.Select(error => error.Origin.Line));
        Assert.NotNull(result.Resolved);
    }

    [Fact]
    public void Load_UserVariablesBesideSupervision_AreAllowed() =>
        Assert.Empty(Conf.Load("model = /m\nown { a = 1, b = [2] }\nsupervision.engines.e.command = [serve, ${model}]").Warnings);

    [Theory]
    [InlineData("supervison.log.level = debug", "did you mean 'supervision'?")]
    [InlineData("engines.f.command = [serve]", "did you mean 'supervision.engines'?")]
    public void Load_SettingWrittenAsVariable_IsAWarning(string text, string hint)
    {
        var warning = Assert.Single(Conf.Load(OneEngine + text).Warnings);

        Assert.Contains(hint, warning.Message, StringComparison.Ordinal);
        Assert.Equal((2, 1), (warning.Origin.Line, warning.Origin.Column));
    }

    [Fact]
    public void Render_Error_ShowsTheLineAndACaretBelowTheValue()
    {
        var error = Conf.OneError(Conf.Load(OneEngine + "supervision {\n\tlog { level = loud }\n}"));

        Assert.EndsWith(
            "test.conf:3:16: error: supervision.log.level: expected debug, info, warn, error or critical, found 'loud'\n  \tlog { level = loud }\n  \t              ^",
            error.Render(), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_LongLine_IsCutAroundTheCaret()
    {
        var error = Conf.OneError(Conf.Load($"supervision.engines.e.command = [serve, \"{new string('x', 5000)}\"], supervision.log.level = loud"));

        var lines = error.Render().Split('\n');
        Assert.Equal('l', lines[1][lines[2].IndexOf('^', StringComparison.Ordinal)]);
        Assert.InRange(lines[1].Length, 1, 128);
    }
}
