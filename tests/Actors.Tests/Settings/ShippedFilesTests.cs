using System.Text.RegularExpressions;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Tests.Settings;

public sealed partial class ShippedFilesTests
{
    private static readonly string Container = Repository.PathOf("hocon", "container.conf");

    public static TheoryData<string> Examples =>
        [.. Directory.GetFiles(Repository.PathOf("hocon", "examples"), "*.conf").Select(path => Path.GetFileName(path)!).Order()];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_Loads_WithoutWarnings(string name)
    {
        var result = LoadExample(name);

        Conf.Good(result);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void TwoEngines_Load_AsDescribed()
    {
        var engines = Conf.Good(LoadExample("two-engines.conf", "MODEL_DIRECTORY=/data")).Engines.ToDictionary(engine => engine.Name);

        Assert.Equal(["vllm", "serve", "/data/chat", "--port", "8080"], engines["chat"].Command.ToArray());
        Assert.Equal(180, engines["chat"].Probes.Startup!.Failures);
        Assert.Equal(["python3", "-m", "embedder", "--model", "/data/embeddings", "--port", "8081"], engines["embeddings"].Command.ToArray());
        Assert.Equal(new ProbeCheck.Tcp("127.0.0.1", 8081), engines["embeddings"].Probes.Readiness!.Check);
        Assert.Null(engines["embeddings"].Probes.Liveness);
        Assert.Equal("8", engines["embeddings"].Environment["OMP_NUM_THREADS"]);
    }

    [Fact]
    public void Ranks_Load_AsDescribed()
    {
        var group = Assert.Single(Conf.Good(LoadExample("ranks.conf")).Groups);

        Assert.Equal(("ranks", GroupStrategy.OneForAll, 5), (group.Name, group.Strategy, group.Intensity));
        Assert.Equal(["rank-0", "rank-1", "rank-2", "rank-3"], group.Engines.Select(engine => engine.Name));
        Assert.Equal(["python3", "worker.py", "--rank", "3", "--port", "29503"], group.Engines[3].Command.ToArray());
        Assert.Equal(("3", "3", "4"), (group.Engines[3].Environment["CUDA_VISIBLE_DEVICES"], group.Engines[3].Environment["SUPERVISION_INSTANCE"], group.Engines[3].Environment["WORLD_SIZE"]));
        Assert.Equal(new ProbeCheck.Tcp("127.0.0.1", 29502), group.Engines[2].Probes.Liveness!.Check);
    }

    [Fact]
    public void MemoryAndProbes_Load_AsDescribed()
    {
        var settings = Conf.Good(LoadExample("memory-and-probes.conf"));
        var engine = Assert.Single(settings.Engines);

        Assert.Equal(LogFormat.Json, settings.Log.Format);
        Assert.Equal((40L << 30, TimeSpan.FromMinutes(1)), (engine.Memory.MaxRss, engine.Memory.Sustain));
        Assert.Equal(TimeSpan.FromMinutes(2), engine.Heartbeat.Timeout);
        Assert.Equal(["curl", "-fsS", "http://127.0.0.1:8000/v2/health/ready"], Assert.IsType<ProbeCheck.Exec>(engine.Probes.Readiness!.Check).Command.ToArray());
    }

    [Fact]
    public void Container_OnlyTheCommandSet_HasAllDefaults()
    {
        var settings = LoadContainer("LAUNCH_COMMAND=vllm serve '/models/my model' --port 8080");
        var plain = Conf.Settings("supervision.engines.engine.command = [x]");

        var engine = Assert.Single(settings.Engines);
        Assert.Equal("engine", engine.Name);
        Assert.Equal(["vllm", "serve", "/models/my model", "--port", "8080"], engine.Command.ToArray());
        var expected = plain.Engines.Single();
        Assert.Equal(expected with { Command = engine.Command, Environment = engine.Environment, Port = 8080 }, engine);
        Assert.Equal(plain.Log, settings.Log);
    }

    [Fact]
    public void Container_WithoutTheCommand_IsAnErrorThatNamesTheVariable() =>
        Assert.Contains("LAUNCH_COMMAND", Conf.OneError(SettingsLoader.Load(ContainerSources())).Message, StringComparison.Ordinal);

    [Fact]
    public void Container_AllVariablesSet_TheyArrive()
    {
        var settings = LoadContainer(
            "LAUNCH_COMMAND=serve",
            "SUPERVISION_EXIT_CODE=engine",
            "SUPERVISION_LOG_LEVEL=debug",
            "SUPERVISION_LOG_FORMAT=json",
            "SUPERVISION_DIRECTORY=/srv",
            "SUPERVISION_BACKOFF_MIN=2s",
            "SUPERVISION_BACKOFF_MAX=1m",
            "ENGINE_MAX_START_RETRIES=5",
            "SUPERVISION_RETRY_WINDOW=2h",
            "SUPERVISION_SAME_FAILURES=4",
            "SUPERVISION_STOP_SIGNAL=INT",
            "SUPERVISION_STOP_TIMEOUT=20s",
            "SUPERVISION_PRE_STOP=3s",
            "SUPERVISION_HEALTH_URL=http://127.0.0.1:8080/health",
            "SUPERVISION_READINESS_URL=http://127.0.0.1:8080/ready",
            "SUPERVISION_STARTUP_FAILURES=90",
            "SUPERVISION_HEARTBEAT_INTERVAL=2s",
            "SUPERVISION_HEARTBEAT_TIMEOUT=40s",
            "SUPERVISION_MEMORY_LIMIT=8GiB",
            "SUPERVISION_MEMORY_ACTION=event");

        var engine = Assert.Single(settings.Engines);
        Assert.Equal((ExitCodePolicy.Engine, LogSeverity.Debug, LogFormat.Json), (settings.ExitCode, settings.Log.Level, settings.Log.Format));
        Assert.Equal("/srv", engine.Directory);
        Assert.Equal((Seconds(2), Seconds(60)), (engine.Backoff.Min, engine.Backoff.Max));
        Assert.Equal((5, Seconds(7200), 4), (engine.Budget.MaxRetries, engine.Budget.Within, engine.Budget.SameFailures));
        Assert.Equal((2, Seconds(20), Seconds(3)), (engine.Stop.Signal, engine.Stop.Timeout, engine.Stop.PreStop));
        Assert.Equal(new ProbeCheck.Http(new Uri("http://127.0.0.1:8080/health")), engine.Probes.Startup!.Check);
        Assert.Equal(90, engine.Probes.Startup.Failures);
        Assert.Equal(new ProbeCheck.Http(new Uri("http://127.0.0.1:8080/health")), engine.Probes.Liveness!.Check);
        Assert.Equal(new ProbeCheck.Http(new Uri("http://127.0.0.1:8080/ready")), engine.Probes.Readiness!.Check);
        Assert.Equal((Seconds(2), Seconds(40)), (engine.Heartbeat.Interval, engine.Heartbeat.Timeout));
        Assert.Equal((8L << 30, MemoryAction.Event), (engine.Memory.MaxRss, engine.Memory.Action));
    }

    [Theory]
    [InlineData("ENGINE_AUTO_RECOVERY=true", RestartType.Permanent)]
    [InlineData("ENGINE_AUTO_RECOVERY=false", RestartType.Temporary)]
    [InlineData("SUPERVISION_RESTART=transient", RestartType.Transient)]
    public void Container_Recovery_DecidesTheRestartType(string variable, RestartType expected) =>
        Assert.Equal(expected, LoadContainer("LAUNCH_COMMAND=serve", variable).Engines.Single().Restart);

    [Fact]
    public void Container_Instances_MakesSeveral() =>
        Assert.Equal(["engine-0", "engine-1"], LoadContainer("LAUNCH_COMMAND=serve", "SUPERVISION_INSTANCES=2").Engines.Select(engine => engine.Name));

    [Fact]
    public void EnvironmentConf_EveryVariable_ChangesTheLoadedSettings()
    {
        // A variable that is mistyped, or maps to a setting that is overwritten further down, would change nothing: each must be able to break the load.
        foreach (Match match in Variable().Matches(SettingsLoader.EnvironmentText))
        {
            var name = match.Groups[1].Value;
            if (name is "SUPERVISION_DIRECTORY" or "SUPERVISION_OTLP_AUTHORIZATION" or "OTEL_SERVICE_NAME")
                continue; // any text will do
            var error = Conf.OneErrorOrMore(SettingsLoader.Load(ContainerSources("LAUNCH_COMMAND=serve", name + "=?")));
            // What may be a secret is not shown.
            var found = name == "SUPERVISION_CONTROL_TOKEN" ? "found a shorter one" : "found '?'";
            Assert.True(error.Message.Contains(found, StringComparison.Ordinal), $"{name}: {error}");
        }
    }

    private static TimeSpan Seconds(int count) => TimeSpan.FromSeconds(count);

    private static SettingsResult LoadExample(string name, params string[] variables) => SettingsLoader.Load(
        new SettingsSources { Files = [Repository.PathOf("hocon", "examples", name)], Environment = Conf.Environment(variables) });

    private static SupervisionSettings LoadContainer(params string[] variables) => Conf.Good(SettingsLoader.Load(ContainerSources(variables)));

    private static SettingsSources ContainerSources(params string[] variables) =>
        new() { Files = [Container], Environment = Conf.Environment(variables) };

    [GeneratedRegex(@"\$\{\?([A-Z_]+)\}")]
    private static partial Regex Variable();
}
