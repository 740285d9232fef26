namespace Supervision.Hosting.Tests.Support;

/// <summary>Engines that are shell scripts, with delays short enough for tests.</summary>
internal static class Shells
{
    public static EngineBuilder Shell(this EngineBuilder engine, string script) => engine
        .Command("/bin/sh", "-c", script)
        .Backoff(min: TimeSpan.FromMilliseconds(20), max: TimeSpan.FromMilliseconds(200), jitter: 0)
        .Stop(timeout: TimeSpan.FromSeconds(5), killTimeout: TimeSpan.FromSeconds(5));

    /// <summary>Never ends by itself, and stops at once when it is told.</summary>
    public static EngineBuilder Sleeper(this EngineBuilder engine) => engine.Shell("exec sleep 1000");

    /// <summary>Ready while a file is there.</summary>
    public static EngineBuilder ReadyWith(this EngineBuilder engine, string file) => engine.Probes(probes => probes.Readiness(probe => probe
        .Exec("/usr/bin/test", "-e", file).Period(TimeSpan.FromMilliseconds(100)).Failures(1)));
}
