using Supervision.Actors.Engines;
using Supervision.Pbm;

namespace Supervision.Control.Pbm;

/// <summary>What is told of an engine.</summary>
internal static class EngineFields
{
    /// <summary>One line of a list.</summary>
    public static Field[] Row(EngineSnapshot engine, DateTimeOffset now) => [.. Head("engine", engine), Memory(engine), Cpu(engine), Note(engine, now)];

    /// <summary>One line of <c>top</c>.</summary>
    public static Field[] Top(EngineSnapshot engine, DateTimeOffset now) =>
    [
        .. Head("name", engine), Cpu(engine), Memory(engine), GpuMemory(engine),
        new("progress", engine.Progress is { } progress ? Words.Of(progress) : null),
        Note(engine, now),
    ];

    /// <summary>Everything.</summary>
    public static IEnumerable<Field> Info(EngineInfo info, DateTimeOffset now)
    {
        EngineSnapshot engine = info.Engine;
        foreach (Field field in Row(engine, now))
            yield return field.Key is "note" && Equals(field.Value, "") ? field with { Value = null } : field;
        yield return new("desired", Words.Of(engine.Desired));
        yield return new("attempt", engine.Attempt);
        yield return new("since", engine.Since, $"{Time(engine.Since)} ({HumanText.Duration(now - engine.Since)} ago)");
        yield return new("processes", engine.Processes);
        yield return GpuMemory(engine);
        yield return new("progress", engine.Progress is { } progress ? Words.Of(progress) : null, $"{engine.Progress}".ToLowerInvariant() + (engine.ProgressDetail is { } detail ? $" ({detail})" : ""));
        yield return new("heartbeat-age", engine.HeartbeatAge, HumanText.Duration(engine.HeartbeatAge));
        yield return new("labels", engine.Labels.Count == 0 ? null : engine.Labels.Select(label => $"{label.Key}={label.Value}").ToArray());
        yield return new("command", info.Command, string.Join(' ', info.Command.Select(CommandWords.Quote)));
        yield return new("directory", info.Directory);
        yield return new("environment", info.Environment.Count == 0 ? null : info.Environment.Select(one => $"{one.Key}={one.Value}").ToArray());
        yield return new("user", info.User);
        yield return new("preset", info.Preset);
        yield return new("port", info.Port);
        yield return new("restart", info.Restart);
        yield return new("autostart", info.AutoStart);
        yield return new("depends-on", info.DependsOn.IsEmpty ? null : info.DependsOn.ToArray());
        yield return new("stdin", info.Stdin);
        yield return new("stdout", info.Stdout);
        yield return new("stderr", info.Stderr);
        yield return new("stop-signal", info.StopSignal);
        yield return new("stop-timeout", info.StopTimeout, HumanText.Duration(info.StopTimeout));
        foreach (var (kind, probe) in info.Probes)
            yield return new($"{kind}-probe", probe);
        yield return new("heartbeat-timeout", info.HeartbeatTimeout == TimeSpan.Zero ? null : info.HeartbeatTimeout, HumanText.Duration(info.HeartbeatTimeout));
        yield return new("max-memory", info.MaxMemory == 0 ? null : info.MaxMemory, HumanText.Bytes(info.MaxMemory));
        yield return new("budget", info.BudgetRetries, $"{info.BudgetRetries} restarts within {HumanText.Duration(info.BudgetWithin)}");
    }

    /// <summary>supervisord's word for a state.</summary>
    public static string State(EngineState state) => state.ToString().ToUpperInvariant();

    /// <summary>As <c>2026-01-02 03:04:05Z</c>.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static Field[] Head(string key, EngineSnapshot engine) =>
    [
        new(key, engine.Name),
        new("group", engine.Group),
        new("state", State(engine.State)),
        new("ready", Words.Of(engine.Readiness)),
        new("pid", engine.Pid),
        new("uptime", engine.Uptime, HumanText.Duration(engine.Uptime)),
        new("restarts", engine.Restarts),
    ];

    private static Field Cpu(EngineSnapshot engine) => new("cpu", engine.Cpu, HumanText.Cpu(engine.Cpu));

    private static Field Memory(EngineSnapshot engine) => new("memory", engine.Memory, HumanText.Bytes(engine.Memory));

    private static Field GpuMemory(EngineSnapshot engine) => new("gpu-memory", engine.GpuMemory, HumanText.Bytes(engine.GpuMemory));

    /// <summary>What is to be known at a glance: the wait, the plan, the failure, or what the engine says itself.</summary>
    private static Field Note(EngineSnapshot engine, DateTimeOffset now) => new("note",
        engine.WaitingFor is { } waiting ? $"waits for {waiting}"
        : engine.State != EngineState.Running && engine.LastFailure is { } failure
            ? $"{Words.Of(failure.Kind)}: {failure.Message}{(engine.RetryAt is { } retry && retry > now ? $"; tried again in {HumanText.Duration(retry - now)}" : "")}"
        : engine.StatusText ?? "");
}
