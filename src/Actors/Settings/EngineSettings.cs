using System.Collections.Immutable;
using Supervision.Posix;

namespace Supervision.Actors.Settings;

/// <summary>One engine instance: how to run a program and how to keep it alive (<c>supervision.engines.NAME</c>).</summary>
public sealed record EngineSettings
{
    /// <summary>Unique instance name, also the actor's name: <see cref="Engine"/>, or <c>ENGINE-INDEX</c> where there are several instances.</summary>
    public required string Name { get; init; }

    /// <summary>The key under <c>supervision.engines</c>.</summary>
    public string Engine { get => field ?? Name; init; }

    /// <summary>0-based index among the engine's instances.</summary>
    public int Instance { get; init; }

    /// <summary>The preset that fills in what the engine's own settings leave open; null for none.</summary>
    public string? Preset { get; init; }

    /// <summary>The port it serves on, as written, told by its command or its preset's; null where none of them says.</summary>
    public int? Port { get; init; }

    /// <summary>The group that supervises it. Default <c>default</c>.</summary>
    public string Group { get; init; } = "default";

    /// <summary>Words by which commands select engines, as <c>tier = gold</c>; they mean nothing to the tree itself. Default none.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Program and arguments; never empty. The program is looked up on PATH unless it contains a slash.</summary>
    public required ImmutableArray<string> Command { get; init; }

    /// <summary>Variables added to, or replacing, those of the daemon; a null value removes one.</summary>
    public ImmutableSortedDictionary<string, string?> Environment { get; init; } = ImmutableSortedDictionary<string, string?>.Empty;

    /// <summary>What the environment begins with. Default the daemon's own variables.</summary>
    public EnvironmentMode EnvironmentMode { get; init; }

    /// <summary>Files of <c>NAME=value</c> lines, read at each start; later ones win, and <see cref="Environment"/> wins over all.</summary>
    public ImmutableArray<string> EnvironmentFiles { get; init; } = [];

    /// <summary>Variables whose values are the contents of files, less one line end, read at each start.</summary>
    public ImmutableSortedDictionary<string, string> Secrets { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What the engine reads. Default nothing.</summary>
    public StdinMode Stdin { get; init; } = StdinMode.Null;

    /// <summary>The file for <see cref="StdinMode.File"/>.</summary>
    public string? StdinFile { get; init; }

    /// <summary>User and groups.</summary>
    public RunAsSettings RunAs { get; init; } = new();

    /// <summary>Mask of file modes; null keeps the daemon's.</summary>
    public int? Umask { get; init; }

    /// <summary>Nice value, −20 to 19; null keeps the daemon's.</summary>
    public int? Nice { get; init; }

    /// <summary>OOM score adjustment, −1000 to 1000; null keeps the daemon's.</summary>
    public int? OomScoreAdj { get; init; }

    /// <summary>Resource limits; those that are not listed stay as the daemon's.</summary>
    public ImmutableArray<ResourceLimit> Limits { get; init; } = [];

    /// <summary>Processors it may run on; null keeps the daemon's.</summary>
    public ImmutableArray<int>? CpuAffinity { get; init; }

    /// <summary>Whether set-user-id programs give it no privileges. Default false.</summary>
    public bool NoNewPrivileges { get; init; }

    /// <summary>The signal it gets when the daemon dies; null for none.</summary>
    public int? ParentDeathSignal { get; init; }

    /// <summary>Whether it gets a control group of its own. Default <see cref="CgroupMode.Auto"/>.</summary>
    public CgroupMode Cgroup { get; init; } = CgroupMode.Auto;

    /// <summary>Regular expressions; the death of a process of the tree whose command line matches one makes the engine fail.</summary>
    public ImmutableArray<string> CriticalChildren { get; init; } = [];

    /// <summary>Working directory; null keeps the daemon's.</summary>
    public string? Directory { get; init; }

    /// <summary>Whether the engine starts with its group. Default true.</summary>
    public bool AutoStart { get; init; } = true;

    /// <summary>When an exit that nobody asked for leads to a restart. Default <see cref="RestartType.Permanent"/>.</summary>
    public RestartType Restart { get; init; } = RestartType.Permanent;

    /// <summary>
    /// How long a process must have been up, at the least, before the engine counts as ready, whatever its probes say. Default 0: it does not matter.
    /// </summary>
    public TimeSpan ReadyAfter { get; init; }

    /// <summary>What must have come up, or have completed, before each start of this engine. Default nothing.</summary>
    public ImmutableArray<DependencySettings> DependsOn { get; init; } = [];

    /// <summary>
    /// Whether the engine's own end can end its group (<see cref="GroupSettings.AutoShutdown"/>). Default false; no effect on a permanent engine, which
    /// never ends by itself.
    /// </summary>
    public bool Significant { get; init; }

    /// <summary>
    /// How many instances of the engine may be restarted at a time where that can wait: by a reload, or for their memory. 1 to 256; default 1.
    /// </summary>
    public int MaxUnavailable { get; init; } = 1;

    /// <summary>How many of the last attempts are remembered for <see cref="SupervisionTree.WhyAsync"/>, 1 to 100. Default 10.</summary>
    public int KeepAttempts { get; init; } = 10;

    /// <summary>Delays between restarts.</summary>
    public BackoffSettings Backoff { get; init; } = new();

    /// <summary>How many restarts are allowed.</summary>
    public BudgetSettings Budget { get; init; } = new();

    /// <summary>How the engine is stopped.</summary>
    public StopSettings Stop { get; init; } = new();

    /// <summary>Startup, liveness and readiness probes.</summary>
    public ProbesSettings Probes { get; init; } = new();

    /// <summary>Heartbeat interval and time-out.</summary>
    public HeartbeatSettings Heartbeat { get; init; } = new();

    /// <summary>Memory limit over the whole process tree.</summary>
    public MemorySettings Memory { get; init; } = new();

    /// <summary>How failures are told apart and what each leads to.</summary>
    public FailureSettings Failures { get; init; } = new();

    /// <summary>What must hold before each start.</summary>
    public GateSettings Gates { get; init; } = new();

    /// <summary>Commands around starts and stops.</summary>
    public HookSettings Hooks { get; init; } = new();

    /// <summary>What is written down before an engine that hangs is killed.</summary>
    public EvidenceSettings Evidence { get; init; } = new();

    /// <summary>What happens to the engine's output.</summary>
    public EngineLogSettings Logs { get; init; } = new();
}
