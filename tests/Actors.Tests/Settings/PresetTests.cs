using System.Text.RegularExpressions;
using Supervision.Actors.Engines;
using Supervision.Actors.Heartbeats;
using Supervision.Actors.Settings;
using Supervision.Hocon;

namespace Supervision.Actors.Tests.Settings;

/// <summary>A preset and a command are a full configuration.</summary>
public sealed class PresetTests
{
    public static TheoryData<string> Names => [.. Presets.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Preset_AndACommand_LoadWithoutAWord(string name)
    {
        var result = Conf.Load($"supervision.engines.e {{ command = [serve], preset = {name} }}");

        var engine = Assert.Single(Conf.Good(result).Engines);
        Assert.Empty(result.Warnings);
        Assert.Equal(name, engine.Preset);
        Assert.NotNull(engine.Port);
        Assert.Equal((TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1), 90), (engine.Probes.Startup!.Period, engine.Probes.Startup.FastPeriod, engine.Probes.Startup.Failures));
        Assert.Equal((TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10), 3), (engine.Probes.Liveness!.Period, engine.Probes.Liveness.Timeout, engine.Probes.Liveness.Failures));
        Assert.NotNull(engine.Probes.Readiness);
        Assert.True(engine.Heartbeat.Progress.HangTimeout >= TimeSpan.FromMinutes(2));
        Assert.NotEmpty(engine.Heartbeat.Progress.Running);
        Assert.NotEmpty(engine.Heartbeat.Progress.Waiting);
        Assert.NotEmpty(engine.Heartbeat.Progress.Counter);
        Assert.All(
            engine.Heartbeat.Progress.Running.Concat(engine.Heartbeat.Progress.Waiting).Concat(engine.Heartbeat.Progress.Counter),
            metric => Assert.NotNull(MetricSelector.TryParse(metric)));
    }

    [Theory]
    [InlineData("vllm", "vllm serve m", "http://127.0.0.1:8000/health", "http://127.0.0.1:8000/v1/models", "http://127.0.0.1:8000/metrics")]
    [InlineData("vllm", "vllm serve m --host 0.0.0.0 --port 9000", "http://127.0.0.1:9000/health", "http://127.0.0.1:9000/v1/models", "http://127.0.0.1:9000/metrics")]
    [InlineData("sglang", "python -m sglang.launch_server --port=31000", "http://127.0.0.1:31000/health", "http://127.0.0.1:31000/v1/models", "http://127.0.0.1:31000/metrics")]
    [InlineData("tensorrt-llm", "trtllm-serve m --host ::", "http://[::1]:8000/health", "http://[::1]:8000/v1/models", "http://[::1]:8000/prometheus/metrics")]
    [InlineData("triton", "tritonserver --http-port 9000 --metrics-port=9002", "http://127.0.0.1:9000/v2/health/live", "http://127.0.0.1:9000/v2/health/ready", "http://127.0.0.1:9002/metrics")]
    [InlineData("tgi", "text-generation-launcher -p 80 --hostname 10.0.0.1", "http://10.0.0.1/health", "http://10.0.0.1/info", "http://10.0.0.1/metrics")]
    [InlineData("llama.cpp", "llama-server --metrics", "http://127.0.0.1:8080/health", "http://127.0.0.1:8080/v1/models", "http://127.0.0.1:8080/metrics")]
    public void Preset_Addresses_FollowTheCommand(string name, string command, string liveness, string readiness, string metrics)
    {
        var engine = Conf.Engine($"supervision.engines.e {{ command = \"{command}\", preset = {name} }}");

        Assert.Equal(new Uri(liveness), Assert.IsType<ProbeCheck.Http>(engine.Probes.Liveness!.Check).Url);
        Assert.Equal(new Uri(readiness), Assert.IsType<ProbeCheck.Http>(engine.Probes.Readiness!.Check).Url);
        Assert.Equal(new Uri(metrics), engine.Heartbeat.Progress.Url);
    }

    // Titles and command lines as these engines give them to their processes.
    [Theory]
    [InlineData("vllm", "VLLM::EngineCore", true)]
    [InlineData("vllm", "VLLM::Worker_TP3", true)]
    [InlineData("vllm", "/usr/bin/python3 /usr/local/bin/vllm serve m", false)]
    [InlineData("sglang", "sglang::scheduler_TP0", true)]
    [InlineData("sglang", "sglang::detokenizer", true)]
    [InlineData("tensorrt-llm", "/usr/bin/python3 -m mpi4py.futures.server", true)]
    [InlineData("triton", "/opt/tritonserver/backends/python/triton_python_backend_stub /models/x 1", true)]
    [InlineData("tgi", "/usr/src/.venv/bin/python /usr/src/.venv/bin/text-generation-server serve m", true)]
    [InlineData("tgi", "text-generation-router --port 80", true)]
    public void Preset_CriticalChildren_MatchWhatTheEngineStarts(string name, string line, bool critical) => Assert.Equal(
        critical, Conf.Engine($"supervision.engines.e {{ command = [serve], preset = {name} }}").CriticalChildren.Any(pattern => Regex.IsMatch(line, pattern)));

    // Lines as these engines write them.
    [Theory]
    [InlineData("vllm", "ValueError: Free memory on device cuda:0 (2.6/121.63 GiB) on startup is less than desired GPU memory utilization (0.9, 14.39 GiB).", FailureKind.GpuBusy)]
    [InlineData("vllm", "ValueError: No available memory for the cache blocks. Try increasing `gpu_memory_utilization`", FailureKind.CudaOutOfMemory)]
    [InlineData("sglang", "RuntimeError: Not enough memory. Please try to increase --mem-fraction-static.", FailureKind.CudaOutOfMemory)]
    [InlineData("sglang", "Scheduler watchdog timeout (self.watchdog_timeout=300, self.soft=False)", FailureKind.Hung)]
    [InlineData("tgi", "Not enough memory to handle 4096 prefill tokens. You need to decrease `--max-batch-prefill-tokens`", FailureKind.CudaOutOfMemory)]
    [InlineData("llama.cpp", "alloc_buffer: allocating 20000 MiB on device 0: cudaMalloc failed: out of memory", FailureKind.CudaOutOfMemory)]
    public void Preset_Patterns_ClassifyWhatTheEngineWrites(string name, string line, FailureKind kind) => Assert.Equal(
        kind, Assert.Single(
            Conf.Engine($"supervision.engines.e {{ command = [serve], preset = {name} }}").Failures.Patterns, pattern => Regex.IsMatch(line, pattern.Match)).Kind);

    [Fact]
    public void OwnPatterns_JoinThePresets() => Assert.Equal(
        ["own", "sglang-watchdog"],
        Conf.Engine("supervision.engines.e { command = [x], preset = sglang, failures.patterns { own { match = x, kind = hung }, sglang-memory = null } }")
            .Failures.Patterns.Select(pattern => pattern.Name).Order());

    [Fact]
    public void OwnKeys_BeatThePreset()
    {
        var engine = Conf.Engine(
            """
            supervision.engines.e {
              command = [vllm, serve, m]
              preset = vllm
              port = 8123
              critical-children = []
              probes { startup.failures = 180, liveness = null, readiness.http.json.equals = m }
              heartbeat.progress { hang-timeout = 5m, counter = [own_total] }
            }
            """);

        Assert.Equal(180, engine.Probes.Startup!.Failures);
        Assert.Null(engine.Probes.Liveness);
        Assert.Equal(
            new ProbeCheck.Http(new Uri("http://127.0.0.1:8123/v1/models")) { Json = new JsonExpectation("data[*].id", "m") }, engine.Probes.Readiness!.Check);
        Assert.Equal((TimeSpan.FromMinutes(5), "own_total"), (engine.Heartbeat.Progress.HangTimeout, Assert.Single(engine.Heartbeat.Progress.Counter)));
        Assert.Empty(engine.CriticalChildren);
    }

    [Fact]
    public void OwnCheck_OfAnotherKind_ReplacesThePresets()
    {
        var engine = Conf.Engine("supervision.engines.e { command = [vllm], preset = vllm, probes { startup.tcp = \"h:1\", readiness.http = \"http://h/x\" } }");

        Assert.Equal(new ProbeCheck.Tcp("h", 1), engine.Probes.Startup!.Check);
        Assert.Equal(90, engine.Probes.Startup.Failures);
        Assert.Equal(new ProbeCheck.Http(new Uri("http://h/x")), engine.Probes.Readiness!.Check);
    }

    [Fact]
    public void Defaults_ThatSomebodyWrote_BeatThePresetAndThoseOfTheReferenceDoNot()
    {
        var engine = Conf.Engine(
            """
            supervision {
              defaults.engine { preset = vllm, probes { liveness { http = "http://h/live", failures = 7 } }, stop.timeout = 20s }
              engines.e { command = [vllm] }
            }
            """);

        Assert.Equal(new ProbeCheck.Http(new Uri("http://h/live")), engine.Probes.Liveness!.Check);
        Assert.Equal((7, 90), (engine.Probes.Liveness.Failures, engine.Probes.Startup!.Failures));
        Assert.Equal(TimeSpan.FromSeconds(20), engine.Stop.Timeout);
    }

    [Fact]
    public void NoPreset_OverThatOfTheDefaults_IsNone()
    {
        var engines = Conf.Settings("supervision { defaults.engine.preset = vllm, engines { a { command = [vllm] }, b { command = [x], preset = none } } }").Engines;

        Assert.Equal(["vllm", null], engines.Select(engine => engine.Preset));
        Assert.Null(engines.Last().Probes.Startup);
    }

    [Fact]
    public void Preset_FromAVariable_IsFilledIn() => Assert.NotNull(
        Conf.Engine("supervision.engines.e { command = [x], preset = ${KIND} }", ["KIND=triton"]).Probes.Startup);

    [Fact]
    public void Instances_WithTheirOwnPorts_AreProbedThere() => Assert.Equal(
        [8000, 8001], Conf.Settings("supervision.engines.e { command = \"vllm serve m --port 800%(instance)\", preset = vllm, instances = 2 }").Engines
            .Select(engine => Assert.IsType<ProbeCheck.Http>(engine.Probes.Liveness!.Check).Url.Port));

    [Fact]
    public void Resolved_Values_NameThePresetAsTheirOrigin()
    {
        var result = Conf.Load("supervision.engines.e { command = [vllm], preset = vllm, probes.startup.failures = 3 }");

        Assert.True(result.Resolved!.TryGet("supervision.engines.e.probes.liveness.http.url", out var url));
        Assert.Equal("builtin:presets/vllm.conf", url.Origin.Source);
        Assert.True(url.Origin.Line > 1);
        Assert.True(result.Resolved.TryGet("supervision.engines.e.probes.startup.failures", out var failures));
        Assert.EndsWith("test.conf", failures.Origin.Source, StringComparison.Ordinal);
        Assert.Contains("builtin:presets/vllm.conf", HoconRenderer.Render(result.Resolved, new HoconRenderOptions { Origins = true }), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TextOf_APreset_IsItsFile(string name) => Assert.Equal(
        File.ReadAllText(Repository.PathOf("hocon", "presets", $"{name}.conf")), Presets.TextOf(name));

    [Fact]
    public void Files_AllOfThem_AreNamed() => Assert.Equal(
        Directory.GetFiles(Repository.PathOf("hocon", "presets")).Select(path => Path.GetFileNameWithoutExtension(path)).Order(), Presets.Names.Order());
}
