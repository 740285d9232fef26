using Supervision.Actors.Settings;

namespace Supervision.Actors.Tests.Settings;

/// <summary>Rules over several settings; their words are in the baselines.</summary>
public sealed class CrossCheckTests
{
    private static readonly SettingsSources _none = new() { Environment = _ => null };

    [Theory]
    [InlineData(47, false)]
    [InlineData(46, true)]
    [InlineData(0, false)]
    public void Shutdown_GroupsOneAfterTheOther_MustFitTheLimit(int seconds, bool warned)
    {
        // 1 s + 20 s for the two that stop together, then 10 s and 1 s + 15 s one after the other.
        var settings = Conf.Settings(
            """
            supervision {
              groups.ranks { strategy = one-for-all }
              engines {
                a { command = [x], stop { pre-stop = 1s, timeout = 20s } }
                b { command = [x], stop.timeout = 9s }
                r0 { command = [x], group = ranks, stop.timeout = 10s }
                r1 { command = [x], group = ranks, stop { timeout = 15s, pre-stop = 1s } }
              }
            }
            """);

        Assert.Equal(TimeSpan.FromSeconds(47), ShutdownCheck.LongestStop(settings));
        Assert.Equal(warned, ShutdownCheck.Fits(settings, TimeSpan.FromSeconds(seconds), "HostOptions.ShutdownTimeout") is not null);
    }

    [Fact]
    public void Shutdown_LongerThanTheLimit_SaysWhatToChange() => Assert.Equal(
        "HostOptions.ShutdownTimeout: warning: supervision.engines.e.stop: stopping may take 50s (50s of them for this engine's pre-stop and "
        + "timeout) and HostOptions.ShutdownTimeout allows 30s: engines would be killed within their grace; raise "
        + "HostOptions.ShutdownTimeout above 50s or lower stop.timeout",
        ShutdownCheck.Fits(
            Conf.Settings("supervision.engines.e { command = [x], stop.pre-stop = 5s }"), TimeSpan.FromSeconds(30), "HostOptions.ShutdownTimeout")!.Render());

    [Fact]
    public void Hint_OfANearMiss_IsTheWordAlone()
    {
        var result = Conf.Load("supervision.engines.e { command = [x], restart = permanet, backof.min = 1s, zzz = 1 }\nsuperviison = 1");

        Assert.Equal(["permanent", "backoff", null], result.Errors.Select(error => error.Hint));
        Assert.Equal("supervision", Assert.Single(result.Warnings).Hint);
    }

    [Fact]
    public void Variables_Unknown_AreWarnedAboutWithWhatWasMeant()
    {
        var result = SettingsLoader.FromCommand(["x"], _none with
        {
            VariableNames =
            [
                "SUPERVISION_LOG_LVEL", "SUPERVISION_ZZZZZZZZZZZ", "SUPERVISION_LOG_LEVEL", "SUPERVISION_INSTANCE", "SUPERVISION_GROUP", "HOME",
                "SUPERVISION_SERVICE_HOST", "SUPERVISION_PORT_9001_TCP_ADDR", "SUPERVISION_UI_SERVICE_PORT_HTTP",
            ],
        });

        Assert.Equal(
            [
                "environment variable SUPERVISION_LOG_LVEL: warning: no setting reads this variable; did you mean 'SUPERVISION_LOG_LEVEL'?",
                "environment variable SUPERVISION_ZZZZZZZZZZZ: warning: no setting reads this variable; environment.conf lists those that are read",
            ],
            result.Warnings.Select(warning => warning.Render()));
    }

    [Theory]
    [InlineData("supervision.engines.e { command = [x], directory = ${?SUPERVISION_OWN} }", 0)]
    [InlineData("supervision.engines.e { command = [x], directory = ${?SUPERVISION_OTHER} }", 1)]
    [InlineData("supervision.engines.e { command = [x], directory = ${?OTHER} }", 0)]
    public void Variables_OfAFile_CountOnlyWhereItReadsSome(string text, int warnings)
    {
        using var conf = new Conf();
        var result = SettingsLoader.Load(conf.Sources([conf.Write("a.conf", text)]) with { VariableNames = ["SUPERVISION_OWN"] });

        Assert.Equal(warnings, result.Warnings.Count);
    }

    [Fact]
    public void NulBytes_OfAWholeFile_AreShownShortAndVisible()
    {
        var result = Conf.Load(new string('\0', 100_000));

        foreach (var line in Conf.OneErrorOrMore(result).Render().Split('\n'))
        {
            Assert.InRange(line.Length, 1, 1003);
            Assert.DoesNotContain(line, char.IsControl);
        }
    }

    [Fact]
    public void ControlCharacters_InALine_AreVisible()
    {
        var lines = Conf.OneErrorOrMore(Conf.Load("supervision.engines.e { command = [x], a\u001b[31mb = 1 }")).Render().Split('\n');

        Assert.Contains("\u241b", lines[0] + lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', lines[0] + lines[1]);
    }
}
