using Supervision.Actors.Settings;

namespace Supervision.Actors.Tests.Settings;

public sealed class EngineRulesTests
{
    [Theory]
    [InlineData("[vllm, serve, --port, 8080]")]
    [InlineData("\"vllm serve --port 8080\"")]
    [InlineData("\"vllm 'serve' --port \\\"8080\\\"\"")]
    [InlineData("vllm serve --port 8080")]
    public void Command_ListOrText_GivesTheSameWords(string command) =>
        Assert.Equal(["vllm", "serve", "--port", "8080"], Conf.Engine($"supervision.engines.e.command = {command}").Command.ToArray());

    [Fact]
    public void Defaults_OfTheUser_AreTheFallbackOfEachEngine()
    {
        var settings = Conf.Settings(
            """
            supervision {
              defaults.engine { backoff { min = 2s, max = 9m }, environment { A = 1, B = 2, C = 3 }, probes.liveness.tcp = "h:1" }
              engines {
                a { command = [x], backoff.min = 3s, environment { B = two, C = null } }
                b { command = [x], probes.liveness { tcp = null, http = "http://h/" } }
                c { command = [x], probes.liveness = null }
                d { command = [x], probes.liveness.period = 5s }
              }
            }
            """);
        var engines = settings.Engines.ToDictionary(engine => engine.Name);

        Assert.Equal((TimeSpan.FromSeconds(3), TimeSpan.FromMinutes(9)), (engines["a"].Backoff.Min, engines["a"].Backoff.Max));
        Assert.Equal(("1", "two", null), (engines["a"].Environment["A"], engines["a"].Environment["B"], engines["a"].Environment["C"]));
        Assert.True(engines["a"].Environment.ContainsKey("C"));
        Assert.IsType<ProbeCheck.Http>(engines["b"].Probes.Liveness!.Check);
        Assert.Null(engines["c"].Probes.Liveness);
        Assert.Equal(TimeSpan.FromSeconds(5), engines["d"].Probes.Liveness!.Period);
    }

    [Fact]
    public void Defaults_MistakeInThem_IsReportedOnceWhereItIsWritten()
    {
        var error = Conf.OneError(Conf.Load("supervision.defaults.engine.stop.timeout = 45\nsupervision.engines { a.command = [x], b.command = [x], c { command = [x], stop.timeout = 9s } }"));

        Assert.Equal(("supervision.defaults.engine.stop.timeout", 1), (error.Path, error.Origin.Line));
    }

    [Fact]
    public void Defaults_ThresholdsWithoutACheck_AreFine() =>
        Assert.Null(Conf.Engine("supervision.defaults.engine.probes.liveness.period = 5s\nsupervision.engines.e.command = [x]").Probes.Liveness);

    [Fact]
    public void Null_InsteadOfASection_FallsBackToNothingElse()
    {
        var error = Conf.OneError(Conf.Load("supervision.log = null\nsupervision.engines.e.command = [x]"));

        Assert.Equal("supervision.log", error.Path);
    }

    [Fact]
    public void Null_BeforeASection_LeavesTheBuiltInDefaults() =>
        Assert.Equal(
            new LogSettings { Format = LogFormat.Json },
            Conf.Settings("supervision.log = null\nsupervision.log { format = json }\nsupervision.engines.e.command = [x]").Log);

    [Fact]
    public void Null_ForAnEngineOrGroup_TakesItBack()
    {
        var settings = Conf.Settings("supervision { groups.g {}, groups.g = null, engines { a.command = [x], b.command = [x], a = null } }");

        Assert.Equal("b", Assert.Single(settings.Engines).Name);
    }

    [Fact]
    public void Instances_Several_AreNumberedAndReplaceThePlaceholder()
    {
        var engines = Conf.Settings(
            """
            supervision.engines.e {
              instances = 3
              command = "serve --port 808%(instance) --format %(message)s"
              directory = "/srv/%(instance)"
              environment { GPU = "%(instance)", "FIXED" = 1 }
              probes { startup.http = "http://127.0.0.1:808%(instance)/", liveness.tcp = "127.0.0.1:808%(instance)", readiness.exec = [check, "%(instance)"] }
            }
            """).Engines.ToArray();

        Assert.Equal([("e-0", "e", 0), ("e-1", "e", 1), ("e-2", "e", 2)], engines.Select(engine => (engine.Name, engine.Engine, engine.Instance)));
        var last = engines[2];
        Assert.Equal(["serve", "--port", "8082", "--format", "%(message)s"], last.Command.ToArray());
        Assert.Equal("/srv/2", last.Directory);
        Assert.Equal(("2", "1", "2"), (last.Environment["GPU"], last.Environment["FIXED"], last.Environment["SUPERVISION_INSTANCE"]));
        Assert.Equal(new ProbeCheck.Http(new Uri("http://127.0.0.1:8082/")), last.Probes.Startup!.Check);
        Assert.Equal(new ProbeCheck.Tcp("127.0.0.1", 8082), last.Probes.Liveness!.Check);
        Assert.Equal(["check", "2"], Assert.IsType<ProbeCheck.Exec>(last.Probes.Readiness!.Check).Command.ToArray());
    }

    [Fact]
    public void Instances_Single_KeepsTheNameAndIsInstanceZero()
    {
        var engine = Conf.Engine("supervision.engines.e.command = [serve, \"%(instance)\"]");

        Assert.Equal("e", engine.Name);
        Assert.Equal(["serve", "0"], engine.Command.ToArray());
    }

    [Fact]
    public void Instances_MistakeInSeveral_IsReportedOnce() =>
        Conf.OneError(Conf.Load("supervision.engines.e { instances = 50, command = [x], restart = never }"));

    [Fact]
    public void Groups_Order_IsByPriorityThenByDeclaration()
    {
        var settings = Conf.Settings(
            """
            supervision {
              groups { late.priority = 900, b {}, a {}, early.priority = 1 }
              engines {
                5 { command = [x] }
                4 { command = [x], group = late }
                3 { command = [x], group = a }
                2 { command = [x], group = b }
                1 { command = [x], group = early }
                0 { command = [x], group = a }
              }
            }
            """);

        Assert.Equal(["early", "b", "a", "default", "late"], settings.Groups.Select(group => group.Name));
        Assert.Equal(["3", "0"], settings.Groups[2].Engines.Select(engine => engine.Name));
    }

    [Fact]
    public void Groups_NotWritten_TakeTheDefaultsOfGroups()
    {
        var group = Assert.Single(Conf.Settings("supervision { defaults.group.strategy = one-for-all, engines.e { command = [x], group = g } }").Groups);

        Assert.Equal(("g", GroupStrategy.OneForAll), (group.Name, group.Strategy));
    }

    [Theory]
    [InlineData("max-retries = 3, within = 1h", false)]
    [InlineData("max-retries = 30, within = 1h", true)]
    [InlineData("max-retries = 1, within = 1s", false)]
    [InlineData("max-retries = 2, within = 1s", true)]
    [InlineData("max-retries = unlimited, within = 1s", false)]
    public void Budget_DelaysThatFillTheWindow_AreAWarning(string budget, bool warned) =>
        Assert.Equal(warned, Conf.Load($"supervision.engines.e {{ command = [x], budget {{ {budget} }} }}").Warnings.Count > 0);

    [Theory]
    [InlineData("127.0.0.1:80", "127.0.0.1", 80)]
    [InlineData("[::1]:65535", "::1", 65535)]
    [InlineData("my_service:1", "my_service", 1)]
    public void Tcp_HostAndPort_AreSplit(string text, string host, int port) =>
        Assert.Equal(new ProbeCheck.Tcp(host, port), Conf.Engine($"supervision.engines.e {{ command = [x], probes.liveness.tcp = \"{text}\" }}").Probes.Liveness!.Check);

    [Theory]
    [InlineData("TERM", 15)]
    [InlineData("SIGQUIT", 3)]
    [InlineData("int", 2)]
    [InlineData("10", 10)]
    public void Signal_NameOrNumber_IsUnderstood(string text, int number) =>
        Assert.Equal(number, Conf.Engine($"supervision.engines.e {{ command = [x], stop.signal = {text} }}").Stop.Signal);
}
