using Supervision.Actors.Gates;
using Supervision.Actors.Handover;
using Supervision.Actors.Heartbeats;
using Supervision.Actors.Logs;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Actors.Engines;

/// <summary>
/// The part of an engine that outlives a restart of its actor: state, desired state and the process itself. Handed to each
/// incarnation through its props; only the incarnation that lives touches it, so it needs no lock.
/// </summary>
internal sealed class EngineRecord(int keepAttempts = 10)
{
    /// <summary>The last attempts.</summary>
    public EngineHistory History { get; } = new(keepAttempts);

    /// <summary>What a reload put in place of the settings that the actor was made with; null where there was none.</summary>
    public EngineSettings? Settings { get; set; }

    /// <summary>Settings that hold when the current process is gone; null for none.</summary>
    public NewSettings? NextSettings { get; set; }

    public EngineState State { get; set; } = EngineState.Stopped;

    public DesiredState Desired { get; set; } = DesiredState.Down;

    public Readiness Readiness { get; set; }

    public int Attempt { get; set; }

    public StopIntent Intent { get; set; }

    /// <summary>The process of the current attempt; kept after its exit until its tree is empty.</summary>
    public IChildProcess? Process { get; set; }

    public OutputCapture? Output { get; set; }

    /// <summary>What the current attempt says by itself; kept as long as its process.</summary>
    public AttemptSignals? Signals { get; set; }

    /// <summary>What it said of its state in words.</summary>
    public string? StatusText { get; set; }

    public ExitStatus? Exit { get; set; }

    /// <summary>Why the current attempt failed, or the last one did.</summary>
    public EngineFailure? Failure { get; set; }

    /// <summary>The exit of the current attempt as it was seen, before its output explained it.</summary>
    public EngineFailure? Symptom { get; set; }

    /// <summary>The phrase for the STOPPING event.</summary>
    public string StopReason { get; set; } = "";

    /// <summary>The control group of its own that the process is in; null where it is in the daemon's.</summary>
    public Cgroup? Group { get; set; }

    /// <summary>Out-of-memory kills in that group before the attempt.</summary>
    public long OomKillsBefore { get; set; }

    /// <summary>The failure that ends the attempt leaves time for the pre-stop wait.</summary>
    public bool Draining { get; set; }

    /// <summary>The failure that ends the attempt leaves no time for a signal and a grace.</summary>
    public bool KillAtOnce { get; set; }

    /// <summary>The pre-stop wait is under way.</summary>
    public bool PreStopWaits { get; set; }

    /// <summary>Cancels the pre-stop hook; null where none runs.</summary>
    public CancellationTokenSource? PreStopHook { get; set; }

    public bool PreStopRan { get; set; }

    /// <summary>Cancels the post-start hook; null where none runs.</summary>
    public CancellationTokenSource? PostStartHook { get; set; }

    public bool PostStartRan { get; set; }

    /// <summary>Monotonic times of the current attempt.</summary>
    public long SpawnedAt { get; set; }

    public long? ReadySince { get; set; }

    public DateTimeOffset StateSince { get; set; }

    public TimeSpan BackoffDelay { get; set; }

    /// <summary>When the backoff under way began, on the monotonic clock.</summary>
    public long BackoffSince { get; set; }

    /// <summary>The backoff that came before the current attempt.</summary>
    public TimeSpan BackoffBefore { get; set; }

    public int Failures { get; set; }

    /// <summary>The current attempt was ready at some time.</summary>
    public bool WasReady { get; set; }

    /// <summary>The startup probe has succeeded in this attempt.</summary>
    public bool HasStarted { get; set; }

    /// <summary>A start is held back until the guardian has said that what it depends on has come up.</summary>
    public bool Held { get; set; }

    /// <summary>What the start that is held back waits for; null for nothing, or before the first answer.</summary>
    public string? WaitingFor { get; set; }

    /// <summary>Number of the last question to the guardian; answers to earlier ones are out of date.</summary>
    public int Question { get; set; }

    /// <summary>The liveness probe has succeeded in this attempt.</summary>
    public bool WasAlive { get; set; }

    /// <summary>The last stop was asked for by somebody.</summary>
    public bool StoppedByHand { get; set; }

    /// <summary>A dependency ended while the spawn was under way.</summary>
    public string? RestartWhenSpawned { get; set; }

    public IReadOnlyList<string> Survivors { get; set; } = [];

    /// <summary>The group waits to be told that the engine is down; the round of its question.</summary>
    public int? DownAsked { get; set; }

    /// <summary>A stop or clean-up of the tree is under way; its result will come as a message.</summary>
    public bool Clearing { get; set; }

    /// <summary>The spawn of an attempt is under way; its result will come as a message.</summary>
    public bool Spawning { get; set; }

    /// <summary>Cancels what comes before the spawn, and knows why it was refused.</summary>
    public StartOperation? Start { get; set; }

    /// <summary>The GPUs' free memory before the last attempts.</summary>
    public GpuMemory Gpu { get; } = new();

    /// <summary>The spawn itself, for an actor that stops before its result arrives.</summary>
    public Task<SpawnResult>? Spawn { get; set; }

    /// <summary>Cancelled to skip the grace of a running stop.</summary>
    public CancellationTokenSource Hasten { get; set; } = new();

    /// <summary>What an earlier image of this program left; null where there is none, or once the actor has taken it.</summary>
    public HandedEngine? Handed { get; set; }

    public int? Pid => Process is { } process ? process.HasExited ? null : process.Pid : Handed?.Process?.Pid;

    public EngineStatus Status(EngineSettings settings) =>
        new(settings.Name, settings.Group, State, Desired, Readiness, Pid, Attempt, StateSince, Failure)
        {
            WaitingFor = Held ? WaitingFor : null,
            Healthy = Readiness == Readiness.Ready && (settings.Probes.Liveness is null || WasAlive),
            StoppedByHand = StoppedByHand,
            StatusText = StatusText,
        };
}
