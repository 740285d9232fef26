using Supervision.Actors.Engines;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Actors.Tests.Settings;

/// <summary>Every setting of reference.conf, once. A test compares this list with the file.</summary>
internal static class SettingCases
{
    private const string Defaults = "supervision.defaults.";

    public static readonly IReadOnlyList<SettingCase> All =
    [
        new("supervision.exit-code", "engine", s => s.ExitCode, ExitCodePolicy.Engine, "2", "1 or engine"),
        new("supervision.log.level", "debug", s => s.Log.Level, LogSeverity.Debug, "chatty", "debug, info, warn, error or critical"),
        new("supervision.log.format", "json", s => s.Log.Format, LogFormat.Json, "xml", "text or json"),
        new("supervision.health.listen", "\"[::1]:9090\"", s => (s.Health.Host, s.Health.Port), ("::1", 9090), "9090", "off or HOST:PORT"),
        new("supervision.health.termination-message", "/t", s => s.Health.TerminationMessage, "/t", "t", "auto, off or an absolute path"),
        new("supervision.reexec.timeout", "5s", s => s.Reexec.Timeout, TimeSpan.FromSeconds(5), "soon", "a duration"),
        new("supervision.control.http.listen", "\"[::1]:9001\"", s => (s.Control.HttpHost, s.Control.HttpPort), ("::1", 9001), "9001", "off or HOST:PORT"),
        new("supervision.control.http.names", "[gateway]", s => string.Join(' ', s.Control.HttpNames), "gateway", "\"a b\"", "is no host name"),
        new("supervision.control.http.tls.certificate", "/c.pem", s => s.Control.TlsCertificate, "/c.pem", "c.pem", "expected an absolute path"),
        new("supervision.control.http.tls.key", "/k.pem", s => s.Control.TlsKey, "/k.pem", "k.pem", "expected an absolute path"),
        new("supervision.control.unix.path", "/run/s.sock", s => s.Control.UnixPath, "/run/s.sock", "s.sock", "expected an absolute path"),
        new("supervision.control.unix.mode", "660", s => s.Control.UnixMode, 432, "888", "an octal mode from 000 to 777"),
        new("supervision.control.passwords", "{ alice = secret }", s => s.Control.Passwords.GetValueOrDefault("alice"), "secret", "[secret]", "expected a section"),
        new("supervision.control.tokens", "{ ci = 0123456789abcdef }", s => s.Control.Tokens.GetValueOrDefault("ci"), "0123456789abcdef", "[secret]", "expected a section"),
        new("supervision.control.pbm.enabled", "on", s => (s.Control.Pbm.Unix, s.Control.Pbm.Tcp), (true, true), "perhaps", "auto, on or off"),
        new("supervision.control.pbm.unix", "/p.sock", s => s.Control.Pbm.UnixPath, "/p.sock", "p.sock", "auto, off or an absolute path"),
        new("supervision.control.pbm.host", "\"::1\"", s => s.Control.Pbm.Host, "::1", "\"a b\"", "a host name or address"),
        new("supervision.control.pbm.port", "0", s => s.Control.Pbm.Port, 0, "65536", "a whole number from 0 to 65535"),
        new("supervision.control.pbm.token-file", "/t", s => s.Control.Pbm.TokenFile, "/t", "t", "expected an absolute path"),
        new("supervision.control.insecure", "true", s => s.Control.Insecure, true, "perhaps", "true or false"),
        new("supervision.telemetry.otlp.endpoint", "\"http://c:4318\"", s => s.Otlp.Endpoint?.ToString(), "http://c:4318/", "\"c:4318\"", "address of a collector"),
        new("supervision.telemetry.otlp.headers", "{ x-key = \"a b\" }", s => s.Otlp.Headers.GetValueOrDefault("x-key"), "a b", "[secret]", "expected a section"),
        new("supervision.telemetry.otlp.interval", "5s", s => s.Otlp.Interval, TimeSpan.FromSeconds(5), "0s", "1s"),
        new("supervision.telemetry.otlp.timeout", "5s", s => s.Otlp.Timeout, TimeSpan.FromSeconds(5), "1h", "5m"),
        new("supervision.telemetry.otlp.service-name", "models", s => s.Otlp.ServiceName, "models", "\"\"", "must not be empty"),
        new("supervision.telemetry.otlp.attributes", "{ zone = b }", s => s.Otlp.Attributes.GetValueOrDefault("zone"), "b", "[secret]", "expected a section"),
        new("supervision.journal.path", "/var/lib/s/journal", s => s.Journal.Path, "/var/lib/s/journal", "journal", "expected an absolute path"),
        new("supervision.journal.max-size", "1MiB", s => s.Journal.MaxSize, 1L << 20, "1KiB", "a size from 64KiB"),
        new("supervision.journal.keep", "0", s => s.Journal.Keep, 0, "1001", "a whole number from 0 to 1000"),
        new("supervision.journal.fsync", "always", s => s.Journal.Flush, JournalFlush.Always, "often", "second, always or never"),
        new("supervision.journal.events", "5", s => s.Journal.Events, 5, "0", "a whole number from 1 to 10000000"),
        new("supervision.journal.memory", "1MiB", s => s.Journal.Memory, 1L << 20, "1KiB", "a size from 64KiB"),
        new("supervision.journal.samples", "true", s => s.Journal.Samples, true, "some", "true or false"),
        Group("strategy", "rest-for-one", g => g.Strategy, GroupStrategy.RestForOne, "one-for-nobody", "one-for-one, one-for-all or rest-for-one"),
        Group("intensity", "5", g => g.Intensity, 5, "-1", "a whole number from 0 to 1000000 or unlimited"),
        Group("period", "30m", g => g.Period, TimeSpan.FromMinutes(30), "0s", "a duration from 1s to 365d"),
        Group("priority", "7", g => g.Priority, 7, "high", "a whole number from 0 to 9999"),
        Group("start", "when-ready", g => g.Start, GroupStart.WhenReady, "slowly", "auto, parallel, ordered or when-ready"),
        Group("on-give-up", "stop-group", g => g.OnGiveUp, GiveUpPolicy.StopGroup, "exit", "escalate or stop-group"),
        Group("restarts", "unlimited", g => g.Restarts, null, "-1", "a whole number from 0 to 1000000 or unlimited"),
        Group("auto-shutdown", "any-significant", g => g.AutoShutdown, AutoShutdown.AnySignificant, "always", "never, any-significant or all-significant"),
        Group("significant", "true", g => g.Significant, true, "very", "true or false"),
        Engine("preset", "tgi", e => e.Preset, "tgi", "tgif", "triton, tgi or llama.cpp, found 'tgif'; did you mean 'tgi'?"),
        Engine("port", "8123", e => e.Port, 8123, "70000", "a port from 1 to 65535, or auto"),
        Engine("group", "others", e => e.Group, "others", "\"a b\"", "cannot name a group"),
        Engine("labels", "{ tier = gold }", e => e.Labels.GetValueOrDefault("tier"), "gold", "[gold]", "expected a section"),
        Engine("environment", "{ HOME = /models }", e => e.Environment.GetValueOrDefault("HOME"), "/models", "[HOME]", "expected a section"),
        Engine("environment-mode", "clean", e => e.EnvironmentMode, EnvironmentMode.Clean, "empty", "inherit or clean"),
        Engine("environment-files", "[a.env, b.env]", e => string.Join(' ', e.EnvironmentFiles), "a.env b.env", "\"\"", "the path is empty"),
        Engine("secrets", "{ TOKEN = /run/t }", e => e.Secrets.GetValueOrDefault("TOKEN"), "/run/t", "[TOKEN]", "expected a section"),
        Engine("stdin", "/etc/motd", e => (e.Stdin, e.StdinFile), (StdinMode.File, "/etc/motd"), "tty", "null, pipe or the absolute path"),
        Engine("run-as.user", "\"model:gpu\"", e => e.RunAs.User, "model:gpu", "\"a b\"", "cannot name a user"),
        Engine("run-as.group", "44", e => e.RunAs.Group, "44", "\"a:b\"", "cannot name a group"),
        Engine("run-as.supplementary-groups", "[video, 44]", e => e.RunAs.SupplementaryGroups is { } g ? string.Join(' ', g) : null, "video 44", "\"a:b\"", "cannot name a group"),
        Engine("umask", "027", e => e.Umask, 23, "089", "an octal mask from 0 to 777, or inherit"),
        Engine("nice", "-5", e => e.Nice, -5, "20", "a whole number from -20 to 19, or inherit"),
        Engine("oom-score-adj", "500", e => e.OomScoreAdj, 500, "1001", "a whole number from -1000 to 1000, or inherit"),
        Engine("limits", "{ nofile = \"1:2\" }", e => string.Join(' ', e.Limits), "nofile 1:2", "[1]", "expected a section"),
        Engine("cpu-affinity", "\"0-2,5\"", e => e.CpuAffinity is { } c ? string.Join(' ', c) : null, "0 1 2 5", "most", "processors such as"),
        Engine("no-new-privileges", "true", e => e.NoNewPrivileges, true, "perhaps", "true or false"),
        Engine("parent-death-signal", "KILL", e => e.ParentDeathSignal, 9, "NONE9", "a signal by name or number, or none"),
        Engine("cgroup", "required", e => e.Cgroup, CgroupMode.Required, "v2", "auto, off or required"),
        Engine("critical-children", "[EngineCore]", e => string.Join(' ', e.CriticalChildren), "EngineCore", "\"(\"", "is not a regular expression"),
        Engine("directory", "/srv", e => e.Directory, "/srv", "[]", "expected a text"),
        Engine("autostart", "false", e => e.AutoStart, false, "maybe", "true or false"),
        Engine("instances", "2", e => e.Name, "e-0", "0", "a whole number from 1 to 256"),
        Engine("restart", "transient", e => e.Restart, RestartType.Transient, "always", "permanent, transient, temporary, true or false"),
        Engine("depends-on", "[f]", e => string.Join(' ', e.DependsOn), "f ready", "\"\"", "expected names of engines"),
        Engine("significant", "true", e => e.Significant, true, "very", "true or false"),
        Engine("ready-after", "5s", e => e.ReadyAfter, TimeSpan.FromSeconds(5), "soon", "a duration"),
        Engine("max-unavailable", "2", e => e.MaxUnavailable, 2, "0", "a whole number from 1 to 256"),
        Engine("keep-attempts", "3", e => e.KeepAttempts, 3, "0", "a whole number from 1 to 100"),
        Engine("budget.same-failures", "off", e => e.Budget.SameFailures, null, "1", "a whole number from 2 to 1000 or off"),
        Engine("budget.retry-after", "10m", e => e.Budget.RetryAfter, TimeSpan.FromMinutes(10), "never", "such as 30s or 5m, or off"),
        Engine("backoff.min", "2s", e => e.Backoff.Min, TimeSpan.FromSeconds(2), "2", "it has no unit; write 2s for seconds or 2ms for milliseconds"),
        Engine("backoff.max", "10m", e => e.Backoff.Max, TimeSpan.FromMinutes(10), "31d", "a duration from 0s to 30d"),
        Engine("backoff.factor", "1.5", e => e.Backoff.Factor, 1.5, "0.5", "a number from 1 to 1000"),
        Engine("backoff.jitter", "0", e => e.Backoff.Jitter, 0d, "1.1", "a number from 0 to 1"),
        Engine("backoff.reset-after-ready", "1h", e => e.Backoff.ResetAfterReady, TimeSpan.FromHours(1), "soon", "a duration from 0s to 365d"),
        Engine("budget.max-retries", "unlimited", e => e.Budget.MaxRetries, null, "many", "a whole number from 0 to 1000000 or unlimited"),
        Engine("budget.within", "6h", e => e.Budget.Within, TimeSpan.FromHours(6), "0s", "a duration from 100ms to 365d"),
        Engine("stop.signal", "SIGINT", e => e.Stop.Signal, 2, "TERMINATE", "expected a signal"),
        Engine("stop.pre-stop", "5s", e => e.Stop.PreStop, TimeSpan.FromSeconds(5), "-5s", "a duration from 0s to 30d"),
        Engine("stop.timeout", "90s", e => e.Stop.Timeout, TimeSpan.FromSeconds(90), "[90s]", "a duration from 0s to 30d"),
        Engine("stop.kill-timeout", "20s", e => e.Stop.KillTimeout, TimeSpan.FromSeconds(20), "0s", "a duration from 10ms to 30d"),
        .. Probe("startup", p => p.Startup),
        .. Probe("liveness", p => p.Liveness),
        .. Probe("readiness", p => p.Readiness),
        Engine("heartbeat.interval", "1s", e => e.Heartbeat.Interval, TimeSpan.FromSeconds(1), "0s", "a duration from 10ms to 30d"),
        Engine("heartbeat.timeout", "0s", e => e.Heartbeat.Timeout, TimeSpan.Zero, "never", "or 0s (never hung)"),
        Engine("heartbeat.progress.url", "\"http://h:1/metrics\"", e => e.Heartbeat.Progress.Url, new Uri("http://h:1/metrics"), "\"/metrics\"", "an absolute http or https URL"),
        Engine("heartbeat.progress.running", "[a, \"b{c=\\\"d\\\"}\"]", e => string.Join(' ', e.Heartbeat.Progress.Running), "a b{c=\"d\"}", "\"a b\"", "expected a metric such as"),
        Engine("heartbeat.progress.waiting", "[a]", e => string.Join(' ', e.Heartbeat.Progress.Waiting), "a", "\"{}\"", "expected a metric such as"),
        Engine("heartbeat.progress.counter", "a", e => string.Join(' ', e.Heartbeat.Progress.Counter), "a", "\"a{b}\"", "expected a metric such as"),
        Engine("heartbeat.progress.hang-timeout", "5m", e => e.Heartbeat.Progress.HangTimeout, TimeSpan.FromMinutes(5), "0s", "a duration from 100ms to 30d"),
        Engine("heartbeat.progress.interval", "2s", e => e.Heartbeat.Progress.Interval, TimeSpan.FromSeconds(2), "0s", "a duration from 10ms to 30d"),
        Engine("heartbeat.progress.timeout", "2s", e => e.Heartbeat.Progress.Timeout, TimeSpan.FromSeconds(2), "0s", "a duration from 10ms to 30d"),
        Engine("memory.max-rss", "40GiB", e => e.Memory.MaxRss, 40L << 30, "40", "a size from 1MiB to 1PiB, or 0 (no limit)"),
        Engine("memory.max-pss", "30GiB", e => e.Memory.MaxPss, 30L << 30, "1kB", "a size from 1MiB to 1PiB, or 0 (no limit)"),
        Engine("memory.max-cgroup", "0.9", e => e.Memory.MaxCgroup, new MemoryShare(0, 0.9), "1.1", "a share above 0 and up to 1, such as 0.9, or a size from 1MiB"),
        Engine("memory.growth.rate", "1GiB/h", e => e.Memory.Growth.BytesPerHour, 1L << 30, "1GiB", "per what? write 1GiB/h"),
        Engine("memory.growth.window", "2h", e => e.Memory.Growth.Window, TimeSpan.FromHours(2), "0s", "a duration from 1s to 365d"),
        Engine("memory.grace", "5m", e => e.Memory.Grace, TimeSpan.FromMinutes(5), "long", "a duration from 0s to 30d"),
        Engine("memory.open-files", "true", e => e.Memory.OpenFiles, true, "some", "true or false"),
        Engine("memory.sustain", "1m", e => e.Memory.Sustain, TimeSpan.FromMinutes(1), "{}", "a duration from 0s to 30d"),
        Engine("memory.action", "event", e => e.Memory.Action, MemoryAction.Event, "kill", "restart, drain-restart or event"),
        Engine("memory.interval", "0s", e => e.Memory.Interval, TimeSpan.Zero, "1ms", "or 0s (no sampling)"),
        Engine("failures.builtin-patterns", "false", e => e.Failures.BuiltinPatterns, false, "some", "true or false"),
        Engine("failures.patterns", "{ p { match = boom, kind = hung } }", e => string.Join(' ', e.Failures.Patterns.Select(p => $"{p.Name} {p.Match} {p.Kind}")), "p boom Hung", "[boom]", "expected a section"),
        .. FailureKinds.Names.Except(["internal", "dependency", "gpu-lost", "driver-mismatch", "out-of-memory"]).Select(kind => Policy(kind, kind)),
        Policy("out-of-memory.action", "out-of-memory"),
        Policy("gpu-lost.action", "gpu-lost"),
        Policy("driver-mismatch.action", "driver-mismatch"),
        Engine("failures.policy.out-of-memory.backoff-min", "1m", e => e.Failures.PolicyOf(FailureKind.OutOfMemory).BackoffMin, TimeSpan.FromMinutes(1), "long", "a duration from 0s to 30d"),
        Engine("failures.policy.gpu-lost.exit-code", "7", e => e.Failures.PolicyOf(FailureKind.GpuLost).ExitCode, 7, "0", "a whole number from 1 to 255"),
        Engine("failures.policy.driver-mismatch.exit-code", "7", e => e.Failures.PolicyOf(FailureKind.DriverMismatch).ExitCode, 7, "256", "a whole number from 1 to 255"),
        Engine("failures.wait-limit", "1h", e => e.Failures.WaitLimit, TimeSpan.FromHours(1), "ever", "a duration from 0s to 365d"),
        Engine("gates.port-free", "[8000, 8001]", e => e.Gates.PortFree is { } ports ? string.Join(' ', ports) : null, "8000 8001", "http", "auto or a list of ports"),
        Engine("gates.disk.path", "/models", e => e.Gates.Disk.Path, "/models", "models", "expected an absolute path"),
        Engine("gates.disk.min-free", "10GiB", e => e.Gates.Disk.MinFree, 10L << 30, "some", "or 0 (no check)"),
        Engine("gates.shm-clean", "[\"/dev/shm/vllm-*\"]", e => string.Join(' ', e.Gates.ShmClean), "/dev/shm/vllm-*", "\"/etc/vllm-*\"", "only files below /dev/shm and /tmp"),
        Engine("gates.command", "[test, -e, /models]", e => string.Join(' ', e.Gates.Command), "test -e /models", "\"'\"", "cannot be split into words"),
        Engine("gates.timeout", "5s", e => e.Gates.Timeout, TimeSpan.FromSeconds(5), "0s", "a duration from 10ms to 30d"),
        Engine("gates.gpu.devices", "[0, 2]", e => (e.Gates.Gpu.Select, string.Join(' ', e.Gates.Gpu.Devices)), (GpuSelection.Listed, "0 2"), "some", "auto, all, none or a list of GPU numbers"),
        Engine("gates.gpu.min-free", "0.9", e => e.Gates.Gpu.MinFree, new MemoryShare(0, 0.9), "1.1", "a share above 0 and up to 1"),
        Engine("gates.gpu.settle-samples", "5", e => e.Gates.Gpu.SettleSamples, 5, "0", "a whole number from 1 to 1000"),
        Engine("gates.gpu.interval", "2s", e => e.Gates.Gpu.Interval, TimeSpan.FromSeconds(2), "0s", "a duration from 10ms to 30d"),
        Engine("gates.gpu.timeout", "2m", e => e.Gates.Gpu.Timeout, TimeSpan.FromMinutes(2), "-1s", "a duration from 0s to 30d"),
        Engine("gates.gpu.on-timeout", "fail", e => e.Gates.Gpu.FailOnTimeout, true, "stop", "start or fail"),
        .. Hook("pre-start", h => h.PreStart),
        .. Hook("post-start", h => h.PostStart),
        .. Hook("pre-stop", h => h.PreStop),
        .. Hook("post-stop", h => h.PostStop),
        Engine("hooks.pre-start.on-failure", "ignore", e => e.Hooks.PreStart.FailureCounts, false, "stop", "ignore or fail"),
        Engine("hooks.post-start.on-failure", "fail", e => e.Hooks.PostStart.FailureCounts, true, "stop", "ignore or fail"),
        Engine("evidence.directory", "/var/lib/s/evidence", e => e.Evidence.Directory, "/var/lib/s/evidence", "evidence", "expected an absolute path"),
        Engine("evidence.max-size", "1GiB", e => e.Evidence.MaxSize, 1L << 30, "1KiB", "a size from 1MiB"),
        Engine("evidence.max-age", "7d", e => e.Evidence.MaxAge, TimeSpan.FromDays(7), "1s", "or 0s (kept for ever)"),
        Engine("evidence.timeout", "30s", e => e.Evidence.Timeout, TimeSpan.FromSeconds(30), "0s", "a duration from 10ms to 30d"),
        Engine("evidence.signal", "USR1", e => e.Evidence.Signal, 10, "KILL", "a signal that a program can answer"),
        Engine("evidence.commands", "[[py-spy, dump], [nvidia-smi]]", e => string.Join('|', e.Evidence.Commands.Select(c => string.Join(' ', c))), "py-spy dump|nvidia-smi", "nvidia-smi", "expected a list of commands"),
        Engine("logs.stdout", "null", e => e.Logs.Stdout, LogTarget.Null, "file", "inherit, null, passthrough or the path of a file"),
        Engine("logs.stderr", "stdout", e => e.Logs.Stderr, LogTarget.Stdout, "file", "inherit, null, passthrough, stdout or the path of a file"),
        Engine("logs.format", "json", e => e.Logs.Format, LogFileFormat.Json, "xml", "labelled, json or raw"),
        Engine("logs.strip-ansi", "true", e => e.Logs.StripAnsi, true, "maybe", "true or false"),
        Engine("logs.rotate.size", "1MiB", e => e.Logs.Rotate.Size, 1024L * 1024, "10", "a size from 1KiB to 1PiB, or 0 (no limit)"),
        Engine("logs.rotate.keep", "0", e => e.Logs.Rotate.Keep, 0, "1001", "a whole number from 0 to 1000"),
        Engine("logs.rotate.every", "daily", e => e.Logs.Rotate.Every, LogPeriod.Daily, "monthly", "off, hourly, daily or weekly"),
        Engine("logs.rotate.compress", "true", e => e.Logs.Rotate.Compress, true, "gzip", "true or false"),
        Engine("logs.syslog.to", "\"udp://logs:1514\"", e => (e.Logs.Syslog.Host, e.Logs.Syslog.Port), ("logs", 1514), "logs", "off, the path of a socket such as /dev/log, or udp://HOST:PORT"),
        Engine("logs.syslog.protocol", "rfc3164", e => e.Logs.Syslog.Modern, false, "rfc1", "rfc5424 or rfc3164"),
        Engine("logs.syslog.facility", "local7", e => e.Logs.Syslog.Facility, 23, "local8", "local6 or local7"),
        Engine("logs.keep-lines", "0", e => e.Logs.KeepLines, 0, "1001", "a whole number from 0 to 1000"),
        Engine("logs.max-line", "1KiB", e => e.Logs.MaxLine, 1024, "2MiB", "a size from 256B to 1MiB"),
    ];

    /// <summary>What every case is loaded with: an engine whose probes are on, in a group that is written down.</summary>
    public const string Base =
        """
        supervision { groups.g {}, engines.f { command = [other], group = g } }
        supervision.engines.e { command = [serve], group = g, probes { startup.tcp = "h:1", liveness.tcp = "h:1", readiness.tcp = "h:1" } }

        """;

    private static SettingCase Group(string key, string good, Func<GroupSettings, object?> select, object? expected, string bad, string expectation) =>
        new(Defaults + "group." + key, good, s => select(s.Groups.First()), expected, bad, expectation);

    private static SettingCase Engine(string key, string good, Func<EngineSettings, object?> select, object? expected, string bad, string expectation) =>
        new(Defaults + "engine." + key, good, s => select(s.Engines.First(engine => engine.Engine == "e")), expected, bad, expectation);

    // One that is no kind's default: two of the actions are some kind's.
    private static SettingCase Policy(string key, string kind)
    {
        Assert.True(FailureKinds.TryParse(kind, out var parsed));
        return Engine("failures.policy." + key, "stop", e => e.Failures.PolicyOf(parsed).Action, FailureAction.Stop, "loop", "retry, wait, stop or exit");
    }

    private static IEnumerable<SettingCase> Hook(string hook, Func<HookSettings, HookCommand> select)
    {
        yield return Engine($"hooks.{hook}.command", "[notify, x]", e => string.Join(' ', select(e.Hooks).Command), "notify x", "\"'\"", "cannot be split into words");
        yield return Engine($"hooks.{hook}.timeout", "5s", e => select(e.Hooks).Timeout, TimeSpan.FromSeconds(5), "0s", "a duration from 10ms to 30d");
    }

    private static IEnumerable<SettingCase> Probe(string probe, Func<ProbesSettings, ProbeSettings?> select)
    {
        yield return One("initial-delay", "30s", p => p.InitialDelay, TimeSpan.FromSeconds(30), "30", "it has no unit");
        yield return One("period", "5s", p => p.Period, TimeSpan.FromSeconds(5), "0s", "a duration from 10ms to 30d");
        yield return One("fast-period", "1s", p => p.FastPeriod, TimeSpan.FromSeconds(1), "1ms", "or 0s (the period)");
        yield return One("timeout", "3s", p => p.Timeout, TimeSpan.FromSeconds(3), "1ms", "a duration from 10ms to 30d");
        yield return One("failures", "9", p => p.Failures, 9, "0", "a whole number from 1 to 100000");
        yield return One("successes", "2", p => p.Successes, 2, "1.5", "a whole number from 1 to 100000");

        SettingCase One(string key, string good, Func<ProbeSettings, object?> read, object expected, string bad, string expectation) =>
            Engine($"probes.{probe}.{key}", good, e => read(select(e.Probes)!), expected, bad, expectation);
    }
}
