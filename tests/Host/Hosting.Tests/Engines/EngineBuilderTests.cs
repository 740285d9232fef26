using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Supervision.Actors.Reload;
using Supervision.Actors.Settings;
using Supervision.Hocon;

namespace Supervision.Hosting.Tests.Engines;

/// <summary>Engines in code are the same settings as engines in HOCON.</summary>
public sealed class EngineBuilderTests
{
    private const string Hocon = """
        supervision {
          groups.serving { strategy = rest-for-one, intensity = 5, period = 10m, priority = 50, on-give-up = stop-group }
          engines.db { command = [db, --serve], group = serving, restart = transient, autostart = false }
          engines.vllm {
            command = [vllm, serve, my-model, --port, "8%(instance)00"]
            preset = vllm, group = serving, instances = 2, directory = /models
            environment { HF_HOME = /models, "a.b" = dotted, GONE = null }
            secrets { TOKEN = /run/secrets/token }
            labels { tier = gold }
            depends-on { db { condition = ready, restart-with = true } }
            backoff { min = 2s, max = 1m, factor = 3, jitter = 0.1, reset-after-ready = 5m }
            budget { max-retries = 7, within = 2h, retry-after = 10m }
            stop { signal = INT, pre-stop = 1s, timeout = 90s, kill-timeout = 3s }
            probes {
              liveness { http = "http://127.0.0.1:%(port)/live", period = 3s, timeout = 2s, failures = 4, successes = 2, initial-delay = 1s }
              readiness { tcp = "127.0.0.1:%(port)", http = null, period = 1500ms, fast-period = 250ms }
            }
            heartbeat { interval = 2s, timeout = 45s }
            memory { max-rss = 40GiB, sustain = 1m }
            logs { stdout = "null", stderr = stdout }
            failures.wait-limit = 5m
            gates.gpu { min-free = 0.9 }
          }
        }
        """;

    private static readonly Action<SupervisionBuilder> _code = builder => builder
        .WithGroup("serving", group => group
            .Strategy(GroupStrategy.RestForOne).Intensity(5, TimeSpan.FromMinutes(10)).Priority(50).StayDownOnGiveUp())
        .WithEngines(
            ("db", engine => engine.Command("db", "--serve").Group("serving").Restart(RestartType.Transient).AutoStart(false)),
            ("vllm", engine => engine
                .Command("vllm", "serve", "my-model", "--port", "8%(instance)00").Preset("vllm").Group("serving").Instances(2).Directory("/models")
                .Environment([new("HF_HOME", "/models"), new("a.b", "dotted")]).Environment("GONE", null)
                .Secret("TOKEN", "/run/secrets/token").Label("tier", "gold").DependsOn("db", restartWith: true)
                .Backoff(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(1), 3, 0.1, TimeSpan.FromMinutes(5))
                .Budget(7, TimeSpan.FromHours(2), TimeSpan.FromMinutes(10))
                .Stop("INT", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(3))
                .Probes(probes => probes
                    .Liveness(probe => probe.Http("http://127.0.0.1:%(port)/live").Period(TimeSpan.FromSeconds(3)).Timeout(TimeSpan.FromSeconds(2))
                        .Failures(4).Successes(2).InitialDelay(TimeSpan.FromSeconds(1)))
                    .Readiness(probe => probe.Tcp("127.0.0.1:%(port)").Period(TimeSpan.FromSeconds(1.5)).FastPeriod(TimeSpan.FromSeconds(0.25))))
                .Set("probes.readiness.http", null)
                .Heartbeat(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(45)).Memory(40L << 30, TimeSpan.FromMinutes(1)).Logs("null", "stdout")
                .Set("failures.wait-limit", "5m").Hocon("gates.gpu { min-free = 0.9 }")));

    [Fact]
    public void Settings_OfCode_EqualThoseOfHocon()
    {
        var code = Load(_code);
        var hocon = Load(builder => builder.AddHocon(Hocon));

        Assert.Equal(3, code.Engines.Count());
        var difference = SettingsDifference.Between(hocon, code);
        Assert.True(difference.IsEmpty, string.Join("; ", difference.Changed.Select(change => change.ToString())));
    }

    [Theory]
    [InlineData("engines.vllm.stop.timeout = 91s")]
    [InlineData("engines.vllm.environment.HF_HOME = /other")]
    [InlineData("engines.db.restart = permanent")]
    [InlineData("groups.serving.intensity = 6")]
    public void Settings_WithOneOtherValue_Differ(string other) => Assert.False(
        SettingsDifference.Between(Load(_code), Load(builder => builder.AddHocon(Hocon).AddHocon($"supervision.{other}"))).IsEmpty);

    [Fact]
    public void Preset_InCode_FillsInWhatIsNotSaid()
    {
        var engine = Assert.Single(Load(builder => builder.WithEngine("vllm", engine => engine.Command("vllm", "serve").Preset("vllm"))).Engines);

        Assert.Equal("vllm", engine.Preset);
        Assert.Equal("http://127.0.0.1:8000/health", Assert.IsType<ProbeCheck.Http>(engine.Probes.Startup!.Check).Url.ToString());
        Assert.Equal(TimeSpan.FromSeconds(60), engine.Stop.Timeout);
    }

    [Fact]
    public void Errors_OfCode_AreThoseOfTheLoaderAndAllTold()
    {
        var error = Assert.Throws<SupervisionStartException>(() => Load(builder => builder
            .WithEngine("a", engine => engine.Preset("vlm"))
            .WithEngine("b", engine => engine.Command("b").Set("stop.time-out", "5s").Instances(0))));

        Assert.True(error.Errors.Count >= 3, error.Message);
        Assert.Contains("WithEngine(\"a\")", error.Message, StringComparison.Ordinal);
        Assert.Contains("did you mean", error.Message, StringComparison.Ordinal);
        Assert.Contains("supervision.engines.b.instances", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Hocon_AddedInEachMode_HasItsPlace()
    {
        static int InstancesOf(params (string Text, HoconAddMode Mode)[] layers) => Load(builder =>
        {
            builder.WithEngine("e", engine => engine.Command("e").Instances(2));
            foreach (var (text, mode) in layers)
                builder.AddHocon(text, mode);
        }).Engines.Count();

        const string Three = "supervision.engines.e.instances = 3";
        Assert.Equal(3, InstancesOf((Three, HoconAddMode.Prepend)));
        Assert.Equal(2, InstancesOf((Three, HoconAddMode.Append)));
        Assert.Equal(1, InstancesOf((Three, HoconAddMode.Prepend), ("supervision.engines.e.command = [e]", HoconAddMode.Replace)));
    }

    [Fact]
    public void Configuration_OfTheHost_WinsOverCode()
    {
        var settings = Load(
            _code,
            ("Supervision:engines:vllm:instances", "1"), ("supervision:engines:vllm:environment:HF_HOME", "/deployed"), ("Supervision:Hosting:OnGaveUp", "Nothing"));

        var engine = Assert.Single(settings.Engines, engine => engine.Engine == "vllm");
        Assert.Equal("/deployed", engine.Environment["HF_HOME"]);
    }

    [Fact]
    public void Hocon_OfASectionFileAndConfig_IsAdded()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "program = sleep\nsupervision.engines.file.command = [${program}, \"1\"]");
            var section = new ConfigurationBuilder().AddInMemoryCollection([new("Supervision:engines:section:command", "sleep 2")]).Build().GetSection("Supervision");
            var settings = Load(builder => builder
                .AddHoconFile(file).AddHocon(section).AddHocon(ConfigurationFactory.ParseString("supervision.engines.config.command = [sleep, \"3\"]")));

            Assert.Equal(
                ["config: sleep 3", "file: sleep 1", "section: sleep 2"],
                settings.Engines.Select(engine => $"{engine.Name}: {string.Join(' ', engine.Command)}").Order());
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void HoconFile_ThatIsNotThere_FailsWithItsName() => Assert.Contains(
        "/no/such.conf", Assert.Throws<SupervisionStartException>(() => Load(builder => builder.AddHoconFile("/no/such.conf"))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("OnGaveUp", "Maybe", "StopHost or Nothing")]
    [InlineData("WaitForReady", "90", "5m")]
    [InlineData("RaiseShutdownTimeout", "yes", "true or false")]
    [InlineData("WaitReady", "5m", "WaitForReady")]
    public void Options_OfTheConfiguration_ThatAreWrong_FailWithTheirPlace(string key, string value, string expected)
    {
        var message = Assert.Throws<SupervisionStartException>(() => Load(_code, ($"Supervision:Hosting:{key}", value))).Message;

        Assert.Contains($"Supervision:Hosting:{key}", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_OfTheConfiguration_WinOverCode()
    {
        var options = PlanOf(
            builder => builder.WithEngine("e", engine => engine.Command("e")).WaitForReady(TimeSpan.FromSeconds(1)).OnGaveUp(GaveUpAction.Nothing),
            ("Supervision:Hosting:WaitForReady", "00:05:00"), ("Supervision:Hosting:WaitForEngines:0", "e"), ("Supervision:Hosting:OnGaveUp", "stophost"),
            ("Supervision:Hosting:RaiseShutdownTimeout", "true")).Options;

        Assert.Equal((TimeSpan.FromMinutes(5), GaveUpAction.StopHost, true), (options.WaitForReady!.Value, options.OnGaveUp, options.RaiseShutdownTimeout));
        Assert.Equal(["e"], options.WaitForEngines);
    }

    private static SupervisionSettings Load(Action<SupervisionBuilder> configure, params (string Key, string? Value)[] configuration) =>
        PlanOf(configure, configuration).Settings!;

    private static HostPlan PlanOf(Action<SupervisionBuilder> configure, params (string Key, string? Value)[] configuration)
    {
        var root = new ConfigurationBuilder().AddInMemoryCollection(configuration.Select(one => KeyValuePair.Create(one.Key, one.Value))).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(root).BuildServiceProvider();
        return HostPlan.Make("test", (builder, _) => configure(builder), services);
    }
}
